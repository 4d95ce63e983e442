using System.Diagnostics;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Packages;

/// <summary>
/// This tree's packages, packed when they are first asked for, and a directory for projects that find them. All of it
/// is gone when the specs that share it have ended.
/// </summary>
[CollectionDefinition(nameof(PackedPackages))]
public sealed class PackedPackages : ICollectionFixture<PackedPackages>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("packages-");
    private readonly Lazy<string> folder;

    public PackedPackages() => folder = new(Pack);

    /// <summary>A version that no cache has.</summary>
    public string Version { get; } = $"0.0.0-spec.{Environment.ProcessId}";

    /// <summary>Where the packages are.</summary>
    public string Folder => folder.Value;

    public string PathOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    /// <summary>A directory for a project: NuGet finds the packages there, and where it always does.</summary>
    public string NewDirectory()
    {
        var place = directory.CreateSubdirectory(Path.GetRandomFileName()).FullName;
        File.WriteAllText(
            Path.Combine(place, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Folder}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="usual" value="{Usual}" />
              </fallbackPackageFolders>
            </configuration>
            """
        );
        return place;
    }

    /// <summary>What a program prints that ends well.</summary>
    public string Run(string place, string program, params string[] arguments) =>
        Run(place, program, arguments, cache: Created("cache"));

    public void Dispose() => directory.Delete(recursive: true);

    private static string Usual =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private string Pack()
    {
        var artifacts = Created("artifacts");
        Run(
            SourceTree.Root,
            "dotnet",
            ["pack", "--artifacts-path", artifacts, $"-p:Version={Version}", "-p:RunAnalyzers=false"],
            cache: Usual
        );
        return Path.Combine(artifacts, "package", "release");
    }

    private string Created(string name) => directory.CreateSubdirectory(name).FullName;

    private string Run(string place, string program, string[] arguments, string cache)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = place,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = cache;
        // Nothing that builds outlives the build, or leaves a file elsewhere.
        foreach (
            var (name, value) in new[]
            {
                ("MSBUILDDISABLENODEREUSE", "1"),
                ("UseSharedCompilation", "false"),
                ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
            }
        )
        {
            start.Environment[name] = value;
        }

        foreach (var name in new[] { "TMPDIR", "TEMP", "TMP" })
            start.Environment[name] = Created("temp");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process
            .ExitCode.Should()
            .Be(0, "{0} {1} says {2}{3}", program, string.Join(' ', arguments), output.Result, error.Result);
        return output.Result.ReplaceLineEndings("\n");
    }
}
