using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks;

/// <summary>
/// A CPython in its own virtual environment: packages in the global site-packages can quadruple its start time.
/// </summary>
internal sealed class CPython : IDisposable
{
    private readonly string directory;
    private readonly string executable;

    private CPython(string directory)
    {
        this.directory = directory;
        executable = Path.Combine(directory, OperatingSystem.IsWindows() ? "Scripts/python.exe" : "bin/python");
        Version = Run("-c", "import platform; print(platform.python_implementation(), platform.python_version())")
            .Trim();
    }

    /// <summary>Its name and version.</summary>
    public string Version { get; }

    public static CPython InCleanEnvironment(string python)
    {
        var directory = Directory.CreateTempSubdirectory("benchmarks-").FullName;
        try
        {
            Output(python, "-m", "venv", "--without-pip", directory);
            return new(directory);
        }
        catch (UsageException)
        {
            Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    /// <summary>The figures of one section, in one fresh interpreter.</summary>
    public Dictionary<string, double> Measure(string section, params string[] arguments) =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(
            Run([Path.Combine(AppContext.BaseDirectory, "cpython.py"), section, .. arguments])
        )!;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private string Run(params string[] arguments) => Output(executable, arguments);

    /// <summary>What a program prints.</summary>
    /// <exception cref="UsageException">It cannot be run, or fails.</exception>
    public static string Output(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true }
            )!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new UsageException(
                    $"benchmarks: {program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}."
                );
        }
        catch (Win32Exception exception)
        {
            throw new UsageException(
                $"benchmarks: {program} cannot be run: {exception.Message}. Use a CPython, by --python PATH."
            );
        }
    }
}
