namespace Multiprocessing.Testing;

/// <summary>
/// An observed program failed, did not end, or left a process running. The message has its output and what to do.
/// </summary>
public sealed class ProgramFailedException : Exception
{
    /// <summary>Creates one without a message.</summary>
    public ProgramFailedException() { }

    /// <summary>Creates one with a message.</summary>
    public ProgramFailedException(string message)
        : base(message) { }

    /// <summary>Creates one with a message and the program's own exception.</summary>
    public ProgramFailedException(string message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>
    /// The time limit that the program exceeded, as it is on this machine: see
    /// <see cref="ProgramRunOptions.TimeLimit"/>. Null if the program failed in another way.
    /// </summary>
    public TimeSpan? ExceededTimeLimit { get; internal init; }
}
