namespace Multiprocessing;

/// <summary>
/// A child process could not be started. The message says what was tried and how the system answered.
/// </summary>
public sealed class ProcessStartException : Exception
{
    /// <summary>Creates one without a message.</summary>
    public ProcessStartException() { }

    /// <summary>Creates one with a message.</summary>
    public ProcessStartException(string message)
        : base(message) { }

    /// <summary>Creates one with a message and its cause.</summary>
    public ProcessStartException(string message, Exception innerException)
        : base(message, innerException) { }
}
