using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A semaphore that lives in a manager. CPython: <c>Semaphore</c> and <c>BoundedSemaphore</c> of a manager; a bounded
/// one is not released more often than it was acquired.
/// </summary>
public sealed class SemaphoreProxy : AcquirerProxy
{
    internal SemaphoreProxy(RemoteReference reference)
        : base(reference) { }
}
