using System.Diagnostics;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Packages;

/// <summary>
/// The packages of this tree, packed on first use, and directories for projects that use them. Everything is removed
/// when the specs that share it have ended.
/// </summary>
[CollectionDefinition(nameof(PackedPackages))]
public sealed class PackedPackages : ICollectionFixture<PackedPackages>, IDisposable
{
    private static readonly TimeSpan Limit = Limits.Minutes(4);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("packages-");
    private readonly Lazy<string> folder;

    public PackedPackages() => folder = new(Pack);

    /// <summary>A version that is in no cache.</summary>
    public string Version { get; } = $"0.0.0-spec.{Environment.ProcessId}";

    /// <summary>The directory of the packages.</summary>
    public string Folder => folder.Value;

    public string PathOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    /// <summary>A directory for a project: NuGet finds these packages there, and others where it always does.</summary>
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

    /// <summary>Runs a program that must succeed, and returns its output.</summary>
    public string Run(string place, string program, params string[] arguments) =>
        Run(place, program, arguments, cache: Created("cache"));

    /// <summary>Runs a program that must fail with an exit code, and returns its output.</summary>
    public string Fail(int exitCode, string place, string program, params string[] arguments) =>
        Run(place, program, arguments, cache: Created("cache"), exitCode);

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

    private string Run(string place, string program, string[] arguments, string cache, int exitCode = 0)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = place,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = cache;
        // No process of the build may outlive it, or leave a file elsewhere.
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
            .Be(exitCode, "{0} {1} printed {2}{3}", program, string.Join(' ', arguments), output.Result, error.Result);
        return output.Result.ReplaceLineEndings("\n");
    }
}
