using Multiprocessing.Workers;

namespace Multiprocessing;

/// <summary>A process ended before it returned the awaited result. CPython's Pool would wait forever.</summary>
public sealed class WorkerLostException : Exception
{
    /// <inheritdoc/>
    public WorkerLostException() { }

    /// <inheritdoc/>
    public WorkerLostException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public WorkerLostException(string message, Exception innerException)
        : base(message, innerException) { }

    internal WorkerLostException(string name, int pid, int? exitCode, ChildStage stage)
        : this($"{name} (process {pid}) {Ending(exitCode)} {At(stage)}.") => ExitCode = exitCode;

    /// <summary>How the process ended: its exit code, or the negative number of the signal that killed it.</summary>
    public int? ExitCode { get; private init; }

    /// <summary>A pool gives up, because one worker after another ended before it was ready.</summary>
    internal static WorkerLostException WhileStarting(int count, WorkerLostException last) =>
        new($"{count} workers in a row ended before they were ready for work. The last one: {last.Message}", last)
        {
            ExitCode = last.ExitCode,
        };

    private static string At(ChildStage stage) =>
        stage switch
        {
            ChildStage.Starting => "while it was starting",
            ChildStage.RunningModule => "while it ran its module",
            ChildStage.Initializing => "while it ran its initializer",
            _ => "before it gave its result",
        };

    internal static string Ending(int? exitCode) =>
        exitCode switch
        {
            null => "closed its connection",
            < 0 => $"was killed by signal {-exitCode}",
            _ => $"ended with exit code {exitCode}",
        };
}
