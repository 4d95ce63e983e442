using System.Diagnostics;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Packages;

/// <summary>The web application of <c>WebSample</c>, running.</summary>
internal sealed class WebProgram : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process process;
    private readonly Uri address;

    private WebProgram(Process process, Uri address) => (this.process, this.address) = (process, address);

    public int Id => process.Id;

    /// <summary>Waits for its end.</summary>
    public int ExitCode
    {
        get
        {
            process.WaitForExit(Limits.Wait).Should().BeTrue("it ends");
            return process.ExitCode;
        }
    }

    /// <summary>
    /// Makes a new web project of it, which has the packages and nothing else of this repository. Returns its
    /// directory.
    /// </summary>
    public static string Build(PackedPackages packages)
    {
        var place = packages.NewDirectory();
        packages.Run(place, "dotnet", "new", "web", "--name", "web", "--output", ".");
        packages.Run(
            place,
            "dotnet",
            "package",
            "add",
            "Multiprocessing.Extensions.Hosting",
            "--version",
            packages.Version
        );
        foreach (var file in Directory.EnumerateFiles(SourceTree.PathOf("specs/Repository/Packages/WebSample")))
            File.Copy(file, Path.Combine(place, Path.GetFileName(file)), overwrite: true);
        packages.Run(place, "dotnet", "build", "--output", "built", "-p:TreatWarningsAsErrors=true");
        return place;
    }

    /// <summary>Runs the project of a directory, until it listens.</summary>
    public static WebProgram Run(string place)
    {
        var start = new ProcessStartInfo("dotnet", ["built/web.dll", "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = place,
            RedirectStandardOutput = true,
        };
        // Threads that wait are not added one after the other: each request that needs one has it at once.
        start.Environment["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "40";
        var process = Process.Start(start)!;
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var found)
            {
                _ = process.StandardOutput.ReadToEndAsync(); // it must not wait for a reader
                return new(process, new(line[(found + Listening.Length)..]));
            }
        }

        throw new InvalidOperationException($"The application ended: {string.Join('\n', lines)}");
    }

    public HttpClient NewClient() => new() { BaseAddress = address, Timeout = Limits.Minutes(1) };

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
