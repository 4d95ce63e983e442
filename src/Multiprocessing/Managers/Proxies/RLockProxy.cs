using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A lock in a manager's server that the thread which holds it can acquire again, and must release as often. CPython:
/// <c>SyncManager.RLock</c>. The server releases it when that thread's connection ends.
/// </summary>
public sealed class RLockProxy : AcquirerProxy
{
    internal RLockProxy(RemoteReference reference)
        : base(reference) { }
}
