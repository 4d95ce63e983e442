namespace Multiprocessing.Testing;

/// <summary>
/// An observed program failed, did not end, or left a process behind. The message has what it wrote and what to do.
/// </summary>
public sealed class ProgramFailedException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public ProgramFailedException() { }

    /// <summary>Makes one that says what happened.</summary>
    public ProgramFailedException(string message)
        : base(message) { }

    /// <summary>Makes one that says what happened, and has the program's own exception.</summary>
    public ProgramFailedException(string message, Exception? innerException)
        : base(message, innerException) { }
}
