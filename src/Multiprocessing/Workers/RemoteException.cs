namespace Multiprocessing;

/// <summary>
/// The text of a failure in its own process, with the stack trace there. CPython: <c>RemoteTraceback</c>.
/// </summary>
/// <remarks>
/// It is the innermost <see cref="Exception.InnerException"/> of an exception that came from another process.
/// </remarks>
public sealed class RemoteException : Exception
{
    /// <inheritdoc/>
    public RemoteException() { }

    /// <summary>Creates one from the text of the failure in its own process.</summary>
    public RemoteException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public RemoteException(string message, Exception innerException)
        : base(message, innerException) { }
}
