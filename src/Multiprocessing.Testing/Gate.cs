namespace Multiprocessing.Testing;

/// <summary>
/// A gate between processes of one run: it opens once and stays open. With gates a program fixes the order of what it
/// does.
/// </summary>
/// <remarks>
/// A gate is a file in the run's private directory: it works between .NET and Python, between spawned and forked
/// processes, and starts no thread in a fork-ready process.
/// </remarks>
public static class Gate
{
    /// <summary>Opens the gate for every process of the run.</summary>
    /// <exception cref="InvalidOperationException">
    /// The program was not run by <see cref="ObservedProgram"/>.
    /// </exception>
    public static void Open(string name) => File.WriteAllBytes(PathOf(name), []);

    /// <summary>Whether the gate is open.</summary>
    /// <exception cref="InvalidOperationException">
    /// The program was not run by <see cref="ObservedProgram"/>.
    /// </exception>
    public static bool IsOpen(string name) => File.Exists(PathOf(name));

    /// <summary>
    /// Waits until the gate is open, for at most ten seconds (see the README for slow machines).
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The program was not run by <see cref="ObservedProgram"/>.
    /// </exception>
    /// <exception cref="TimeoutException">No process opened the gate.</exception>
    public static void Wait(string name) =>
        Poll.Until(
            () => IsOpen(name),
            () => $"No process opened the gate '{name}' within {Poll.Limit.TotalSeconds} s."
        );

    /// <summary>The file that opens a gate of a run.</summary>
    internal static string FileIn(string directory, string name) => Path.Combine(directory, FileName(name));

    private static string PathOf(string name) => RunDirectory.FileOfThisRun(FileName(name));

    private static string FileName(string name) => $"gate {name}";
}
