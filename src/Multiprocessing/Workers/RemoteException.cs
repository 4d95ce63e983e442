namespace Multiprocessing;

/// <summary>
/// Where a failure happened in its own process: the stack there, as text. CPython: <c>RemoteTraceback</c>.
/// </summary>
/// <remarks>
/// It is the innermost <see cref="Exception.InnerException"/> of an exception that came back from a process.
/// </remarks>
public sealed class RemoteException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public RemoteException() { }

    /// <summary>Makes one from the text of the failure in its own process.</summary>
    public RemoteException(string message)
        : base(message) { }

    /// <summary>Makes one with a message and its cause.</summary>
    public RemoteException(string message, Exception innerException)
        : base(message, innerException) { }
}
