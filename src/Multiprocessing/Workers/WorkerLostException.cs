namespace Multiprocessing;

/// <summary>
/// A process ended before it gave the result that was waited for. CPython's Pool waits for ever instead.
/// </summary>
public sealed class WorkerLostException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public WorkerLostException() { }

    /// <summary>Makes one with a message.</summary>
    public WorkerLostException(string message)
        : base(message) { }

    /// <summary>Makes one with a message and its cause.</summary>
    public WorkerLostException(string message, Exception innerException)
        : base(message, innerException) { }

    internal WorkerLostException(string name, int pid, int? exitCode)
        : this($"{name} (process {pid}) {Ending(exitCode)} before it gave its result.") => ExitCode = exitCode;

    /// <summary>How the process ended: its exit code, or the negative number of the signal that killed it.</summary>
    public int? ExitCode { get; }

    internal static string Ending(int? exitCode) =>
        exitCode switch
        {
            null => "closed its connection",
            < 0 => $"was killed by signal {-exitCode}",
            _ => $"ended with exit code {exitCode}",
        };
}
