using System.Diagnostics;
using System.Runtime.Versioning;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>A class of an assembly that was built separately, with its dependencies beside it.</summary>
[UnsupportedOSPlatform("windows")]
[BuildServer, CPython, Linux("the server listens on a Unix socket.")]
public sealed class ServedAssemblySpecs : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_class_uses_dependencies_beside_its_assembly()
    {
        var shop = Build();

        using var served = ServeProcess.Start("--address", PathOf("socket"), "--type", $"Till={shop}#Shop.Till");

        ServeProcess
            .Python(
                """
                import sys
                from multiprocessing.managers import BaseManager
                BaseManager.register('Till')
                m = BaseManager(sys.argv[1], open(sys.argv[1] + '.authkey', 'rb').read()); m.connect()
                till = m.Till(2); till.put(40); print(till.text())
                """,
                served.Address
            )
            .Should()
            .Equal("42 coins");
    }

    [Fact]
    public async Task A_missing_dependency_is_named()
    {
        var shop = Build();
        File.Delete(Path.Combine(Path.GetDirectoryName(shop)!, "Money.dll"));

        var command = await Command.Run("serve", "--type", $"Till={shop}#Shop.Till");

        command
            .Error.Should()
            .StartWith("sharedstate: --type Till=")
            .And.Contain("cannot be loaded. The assemblies that it needs must be beside it: ")
            .And.Contain("Money")
            .And.EndWith("\n");
        command.Error.Trim().Should().NotContain("\n");
        command.ExitCode.Should().Be(2);
    }

    private string PathOf(string name) => Path.Combine(directory.Path, name);

    private string Build()
    {
        Write("Money/Money.csproj", Project(""));
        Write("Money/Coins.cs", "namespace Money; public record Coins(int Count);");
        Write(
            "Shop/Shop.csproj",
            Project("<ItemGroup><ProjectReference Include=\"../Money/Money.csproj\" /></ItemGroup>")
        );
        Write(
            "Shop/Till.cs",
            """
            namespace Shop;
            using Money;
            public class Till(int first)
            {
                private Coins coins = new(first);
                public Coins? Last { get; set; }
                public void Put(int more) { lock (this) coins = new(coins.Count + more); }
                public string Text() => $"{coins.Count} coins";
            }
            """
        );
        // Nothing may outlive the build: its output would not end.
        using var build = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                ["build", PathOf("Shop"), "-o", PathOf("out"), "-nodeReuse:false", "-p:UseSharedCompilation=false"]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        build.ExitCode.Should().Be(0, output);
        return PathOf("out/Shop.dll");
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    private static string Project(string more) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup>
              {more}
            </Project>
            """;
}
