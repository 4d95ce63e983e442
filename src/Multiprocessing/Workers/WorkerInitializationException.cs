namespace Multiprocessing;

/// <summary>
/// A worker's initializer threw, or ended its worker. The pool is broken: each of its calls throws this. CPython:
/// <c>concurrent.futures.process.BrokenProcessPool</c>.
/// </summary>
/// <remarks>
/// <see cref="Exception.InnerException"/> is what the initializer threw, with a <see cref="RemoteException"/>
/// innermost, or a <see cref="WorkerLostException"/> that says how the worker ended.
/// </remarks>
public sealed class WorkerInitializationException : Exception
{
    /// <inheritdoc/>
    public WorkerInitializationException() { }

    /// <inheritdoc/>
    public WorkerInitializationException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public WorkerInitializationException(string message, Exception innerException)
        : base(message, innerException) { }
}
