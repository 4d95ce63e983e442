using System.Diagnostics;
using Multiprocessing.Testing.Programs;

namespace Multiprocessing.Testing;

/// <summary>A CPython interpreter on this machine, version 3.7 or later.</summary>
public sealed class CPython
{
    private const string Question =
        "import sys, platform; print(platform.python_implementation(), sys.version_info >= (3, 7), "
        + "sys.executable, sys.version.replace('\\n', ' '), sep='\\n')";

    /// <summary>The option that leaves out site packages; CPython's start methods pass it on to children.</summary>
    internal const string WithoutSite = "-S";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private CPython(string executable, string version) => (Executable, Version) = (executable, version);

    /// <summary>The path of the interpreter itself, not of a symbolic link or a launcher.</summary>
    public string Executable { get; }

    /// <summary><c>sys.version</c>, such as <c>3.11.7 (main, …) [GCC 12.2.0]</c>.</summary>
    public string Version { get; }

    /// <summary>
    /// The first CPython on the search path, <c>python3</c> before <c>python</c>; null if there is none.
    /// </summary>
    public static CPython? Find() =>
        OnPath("python3").Concat(OnPath("python")).Select(Ask).FirstOrDefault(found => found is not null);

    /// <summary>The CPython at a path.</summary>
    /// <exception cref="ArgumentException">The file is not a CPython 3.7 or later.</exception>
    public static CPython At(string path) =>
        Ask(path)
        ?? throw new ArgumentException(
            $"'{path}' is not a CPython 3.7 or later. Pass the path of its executable, "
                + $"or use {nameof(CPython)}.{nameof(Find)}.",
            nameof(path)
        );

    /// <summary><c>CPython 3.11.7</c>.</summary>
    public override string ToString() => $"CPython {Version.Split(' ')[0]}";

    internal ProcessStartInfo StartInfo(IEnumerable<string> arguments) => StartInfo(Executable, arguments);

    private static ProcessStartInfo StartInfo(string executable, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var variable in start
                .Environment.Keys.Where(name => name.StartsWith("PYTHON", StringComparison.OrdinalIgnoreCase))
                .ToArray()
        )
        {
            start.Environment.Remove(variable);
        }

        start.Environment["PYTHONNOUSERSITE"] = "1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    private static CPython? Ask(string executable)
    {
        try
        {
            using var python = Process.Start(StartInfo(executable, [WithoutSite, "-c", Question]))!;
            python.StandardInput.Close();
            var error = new Capture(python.StandardError.BaseStream);
            var output = new Capture(python.StandardOutput.BaseStream);
            var end = TimeoutMultiplier.DeadlineAfter(AnswerLimit);
            if (!output.WaitUntil(end) || !error.WaitUntil(end) || !python.WaitForExit(end.MillisecondsLeft))
                python.Kill(entireProcessTree: true);
            return output.Text.ReplaceLineEndings("\n").Split('\n') is ["CPython", "True", var itself, var version, ..]
                ? new(itself, version)
                : null;
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            // It does not exist, cannot be run, or the path is empty.
            return null;
        }
    }

    private static IEnumerable<string> OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, OperatingSystem.IsWindows() ? name + ".exe" : name))
            .Where(File.Exists);
}
