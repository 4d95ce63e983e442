using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A semaphore in a manager's server. CPython: <c>SyncManager.Semaphore</c> and <c>SyncManager.BoundedSemaphore</c>; a
/// bounded one cannot be released more often than it was acquired.
/// </summary>
public sealed class SemaphoreProxy : AcquirerProxy
{
    internal SemaphoreProxy(RemoteReference reference)
        : base(reference) { }
}
