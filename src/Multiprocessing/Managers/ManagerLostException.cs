using Multiprocessing.Connections;

namespace Multiprocessing;

/// <summary>
/// A manager's server has ended, or cannot be reached. CPython: <c>EOFError</c>, <c>BrokenPipeError</c> or
/// <c>ConnectionRefusedError</c>.
/// </summary>
public sealed class ManagerLostException : IOException
{
    /// <inheritdoc cref="IOException()"/>
    public ManagerLostException() { }

    /// <inheritdoc cref="IOException(string)"/>
    public ManagerLostException(string message)
        : base(message) { }

    /// <inheritdoc cref="IOException(string, Exception)"/>
    public ManagerLostException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ManagerLostException(Address address, Exception? cause = null)
        : base(
            $"The manager at {address} has ended or cannot be reached; its objects are lost. Start another manager, "
                + $"or connect to another.{(cause is null ? "" : $" {cause.Message}")}",
            cause
        ) { }
}
