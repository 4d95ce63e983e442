using System.Runtime.InteropServices;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using SharedStateSpecs.Repository.Packages;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// Spawn works from every host that references the package. (That it works from a test host is shown by all specs.)
/// </summary>
[BuildServer, Collection(nameof(PackedPackages))]
public sealed class HostSpecs
{
    private const string Program = """
        using Multiprocessing;

        Console.WriteLine(ChildProcess.Start(Work.Answer, AppContext.BaseDirectory).Result);
        Console.WriteLine(Work.MapInAPool(StartMethod.Spawn));
        if (StartMethods.UnsupportedReason(StartMethod.Fork) is null)
        {
            var forkReady = new ChildProcessOptions { ForkReady = true };
            Console.WriteLine(ChildProcess.Start(Work.MapInAPool, StartMethod.Fork, forkReady).Result);
        }
        if (StartMethods.Supported.Contains(StartMethod.ForkServer))
            Console.WriteLine(Work.MapInAPool(StartMethod.ForkServer));

        internal static class Work
        {
            public static string Answer(string home)
            {
                var hooks = Environment.GetEnvironmentVariable("DOTNET_STARTUP_HOOKS") ?? "none";
                return $"{CurrentProcess.Name}, at home {AppContext.BaseDirectory == home}, hooks {hooks}";
            }

            public static int MapInAPool(StartMethod startMethod)
            {
                using var pool = new ProcessPool(2, startMethod);
                return pool.Map(static (int x) => x, [1, 2, 3]).Sum();
            }
        }
        """;

    private readonly PackedPackages packages;
    private readonly string directory;

    public HostSpecs(PackedPackages packages)
    {
        (this.packages, directory) = (packages, packages.NewDirectory());
        File.WriteAllText(Path("program.cs"), Program);
        File.WriteAllText(
            Path("program.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Multiprocessing" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """
        );
    }

    [Fact]
    public void A_program_run_from_its_project_spawns() =>
        packages.Run(directory, "dotnet", "run").Should().Be(Expected);

    [Fact]
    public void A_program_run_by_dotnet_spawns() =>
        Outcome("", "dotnet", Path("out/program.dll")).Should().Be(Expected);

    [Fact]
    public void A_program_that_brings_its_runtime_spawns() =>
        Outcome("--self-contained", Path("out/program")).Should().Be(Expected);

    [Fact]
    public void A_program_in_a_single_file_spawns() =>
        Outcome("--self-contained -p:PublishSingleFile=true", Path("out/program")).Should().Be(Expected);

    [Fact]
    public void A_program_in_a_single_file_without_its_runtime_spawns() =>
        Outcome("--no-self-contained -p:PublishSingleFile=true", Path("out/program")).Should().Be(Expected);

    private static string Expected =>
        $"process-1, at home True, hooks none\n{string.Concat(StartMethods.Supported.Select(_ => "6\n"))}";

    private string Path(string name) => System.IO.Path.Combine(directory, name);

    private string Outcome(string options, string program, params string[] arguments)
    {
        string[] system =
            options.Length == 0 ? [] : ["-r", RuntimeInformation.RuntimeIdentifier, .. options.Split(' ')];
        packages.Run(directory, "dotnet", ["publish", "-o", "out", .. system]);
        return packages.Run(directory, program, arguments);
    }
}
