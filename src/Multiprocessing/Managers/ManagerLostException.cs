using Multiprocessing.Connections;

namespace Multiprocessing;

/// <summary>
/// A manager's server has ended, or cannot be reached. CPython: <c>EOFError</c>, <c>BrokenPipeError</c> or
/// <c>ConnectionRefusedError</c>.
/// </summary>
public sealed class ManagerLostException : IOException
{
    /// <summary>Makes one without a message.</summary>
    public ManagerLostException() { }

    /// <summary>Makes one with a message.</summary>
    public ManagerLostException(string message)
        : base(message) { }

    /// <summary>Makes one with a message and its cause.</summary>
    public ManagerLostException(string message, Exception innerException)
        : base(message, innerException) { }

    internal ManagerLostException(Address address, Exception? cause = null)
        : base(
            $"The manager at {address} has ended or cannot be reached: its objects went with it. Start or connect to another.{(cause is null ? "" : $" {cause.Message}")}",
            cause
        ) { }
}
