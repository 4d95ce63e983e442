namespace Multiprocessing;

/// <summary>
/// A child process could not be started at all. The message says what was tried and what the system answered.
/// </summary>
public sealed class ProcessStartException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public ProcessStartException() { }

    /// <summary>Makes one with a message.</summary>
    public ProcessStartException(string message)
        : base(message) { }

    /// <summary>Makes one with a message and its cause.</summary>
    public ProcessStartException(string message, Exception innerException)
        : base(message, innerException) { }
}
