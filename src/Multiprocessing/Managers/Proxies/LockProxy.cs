using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A lock that lives in a manager. CPython: <c>Lock</c> of a manager. Who releases it need not be who acquired it; one
/// who ends without releasing it leaves it acquired.
/// </summary>
public sealed class LockProxy : AcquirerProxy
{
    internal LockProxy(RemoteReference reference)
        : base(reference) { }
}
