namespace Multiprocessing;

/// <summary>
/// A shared memory segment cannot be created, opened or used. The message names the segment and says what to do.
/// </summary>
public sealed class SharedMemoryException : IOException
{
    /// <summary>Creates one without a message.</summary>
    public SharedMemoryException() { }

    /// <summary>Creates one with a message.</summary>
    public SharedMemoryException(string message)
        : base(message) { }

    /// <summary>Creates one with a message and its cause.</summary>
    public SharedMemoryException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates one with a message and what went wrong.</summary>
    public SharedMemoryException(SharedMemoryError error, string message)
        : base(message) => Error = error;

    /// <summary>What went wrong.</summary>
    public SharedMemoryError Error { get; }
}
