namespace Multiprocessing.Testing.Programs;

/// <summary>Processes of a run that still run, orphans too: each has the run's directory in its environment.</summary>
internal static partial class LeftOver
{
    /// <summary>One line each, with what it runs; empty where the system does not tell.</summary>
    public static string Describe(string directory) =>
        string.Concat(Find(directory).Select(process => $"\nStill running: {process.Id} {process.CommandLine}"));

    /// <summary>Ends what the end of main's process tree has not.</summary>
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
            // It ended by itself.
        }
    }
}
