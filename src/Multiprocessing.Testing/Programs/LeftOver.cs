namespace Multiprocessing.Testing.Programs;

/// <summary>
/// Processes of a run that are still running, orphans too: each has the run's directory in its environment.
/// </summary>
internal static partial class LeftOver
{
    /// <summary>One line for each, with its command line; empty if the system does not report them.</summary>
    public static string Describe(string directory) =>
        string.Concat(Find(directory).Select(process => $"\nStill running: {process.Id} {process.CommandLine}"));

    /// <summary>Kills the processes that outlive main's process tree.</summary>
    public static void Kill(string directory)
    {
        foreach (var (id, _) in Find(directory))
            KillOne(id);
    }

    private static List<(int Id, string CommandLine)> Find(string directory) =>
        OperatingSystem.IsLinux() ? FindOnLinux($"{RunDirectory.Variable}={directory}\0") : [];

    private static void KillOne(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
