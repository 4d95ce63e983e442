using System.Diagnostics;
using System.Runtime.InteropServices;
using Multiprocessing;
using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.Processes;

/// <summary>Spawn works from any host. (From a test host each of these specs shows it.)</summary>
[BuildServer]
public sealed class HostSpecs : IDisposable
{
    private const string Program = """
        using Multiprocessing;

        Console.WriteLine(ChildProcess.Start(Work.Answer).Result);
        if (StartMethods.WhyNot(StartMethod.Fork) is null)
            Console.WriteLine(ChildProcess.Start(Work.ForkAPool, new ChildProcessOptions { ForkReady = true }).Result);

        internal static class Work
        {
            public static string Answer() => $"{CurrentProcess.Name}, hooks {Environment.GetEnvironmentVariable("DOTNET_STARTUP_HOOKS") ?? "none"}";

            public static int ForkAPool()
            {
                using var pool = new ProcessPool(2, StartMethod.Fork);
                return pool.Map(static (int x) => x, [1, 2, 3]).Sum();
            }
        }
        """;

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory();

    public HostSpecs()
    {
        File.WriteAllText(Path("program.cs"), Program);
        File.WriteAllText(Path("program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(ChildProcess).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
    }

    [Fact]
    public void A_program_run_by_dotnet_spawns() => Outcome("publish -o out", "dotnet", Path("out/program.dll")).Should().Be(Expected);

    [Fact]
    public void A_program_with_an_executable_of_its_own_spawns() => Outcome("publish -o out", Path("out/program")).Should().Be(Expected);

    [Fact]
    public void A_program_that_brings_its_runtime_spawns() => Outcome($"publish -o out -r {RuntimeInformation.RuntimeIdentifier} --self-contained", Path("out/program")).Should().Be(Expected);

    [Fact]
    public void A_program_in_a_single_file_spawns() =>
        Outcome($"publish -o out -r {RuntimeInformation.RuntimeIdentifier} --self-contained -p:PublishSingleFile=true", Path("out/program")).Should().Be(Expected);

    public void Dispose() => directory.Delete(recursive: true);

    private static string Expected => StartMethods.WhyNot(StartMethod.Fork) is null ? "process-1, hooks none\n6\n" : "process-1, hooks none\n";

    private string Path(string name) => System.IO.Path.Combine(directory.FullName, name);

    private string Outcome(string build, string program, params string[] arguments)
    {
        Run("dotnet", build.Split(' '));
        return Run(program, arguments);
    }

    private string Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory.FullName, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, "{0}{1}", output, error.Result);
        return output.ReplaceLineEndings("\n");
    }
}
