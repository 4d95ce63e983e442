using Multiprocessing.Testing.Programs;

namespace Multiprocessing.Testing;

/// <summary>How to run a program.</summary>
public sealed record ProgramRunOptions
{
    /// <summary>
    /// How long the run can take, until the last of its processes has ended; defaults to 30 seconds. On a slow machine
    /// the environment variable <c>MULTIPROCESSING_TIMEOUT_MULTIPLIER</c> multiplies it, like every other limit of this
    /// library.
    /// </summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether an exit code other than 0 is expected; otherwise it throws.</summary>
    public bool AllowFailure { get; init; }

    /// <summary>
    /// Ends the run early: its processes are killed, and the run throws <see cref="OperationCanceledException"/>.
    /// </summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>A program that serves the run, see <see cref="ServerBeside"/>; null for none.</summary>
    internal ObservedProgram? Server { get; init; }
}
