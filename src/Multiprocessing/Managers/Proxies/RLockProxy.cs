using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// A lock that the thread which has it may acquire again, and must release as often. CPython: <c>RLock</c> of a
/// manager. It is released when its thread ends.
/// </summary>
public sealed class RLockProxy : AcquirerProxy
{
    internal RLockProxy(RemoteReference reference)
        : base(reference) { }
}
