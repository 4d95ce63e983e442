using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A lock in a manager's server. CPython: <c>SyncManager.Lock</c>. Any thread of any process can release it; if the
/// process that acquired it ends first, it stays acquired.
/// </summary>
public sealed class LockProxy : AcquirerProxy
{
    internal LockProxy(RemoteReference reference)
        : base(reference) { }
}
