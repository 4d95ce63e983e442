using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>threading.Lock</c>. Any thread can release it.</summary>
internal sealed class ServedLock() : SynchronizationObject<ServedLock>("_thread.lock"), IServedLock
{
    private static readonly MethodTable<ServedLock> Table = new()
    {
        {
            "acquire(blocking=True, timeout=-1)",
            static (self, given) => (object)self.Acquire(given.ClientThread, AcquireTimeout.OfLock(given))
        },
        { "release()", static (self, given) => self.Release(given.ClientThread) },
    };

    private readonly object waiters = new();
    private bool isHeld;

    protected override MethodTable<ServedLock> Methods => Table;

    public override string Repr() => $"<{(isHeld ? "locked" : "unlocked")} _thread.lock object>";

    public bool Acquire(ClientThread clientThread, Deadline deadline)
    {
        lock (waiters)
        {
            while (isHeld)
            {
                if (!clientThread.Wait(waiters, deadline))
                    return false;
            }

            return isHeld = true;
        }
    }

    public void Release(ClientThread clientThread)
    {
        lock (waiters)
        {
            if (!isHeld)
                throw PythonError.Runtime("release unlocked lock");

            isHeld = false;
            Monitor.Pulse(waiters);
        }
    }

    // It has no owner; CPython's Condition also checks only whether it is locked.
    public bool IsOwnedBy(ClientThread clientThread) => isHeld;

    public int ReleaseFully(ClientThread clientThread)
    {
        Release(clientThread);
        return 1;
    }

    public void Restore(ClientThread clientThread, int count) => Acquire(clientThread, Deadline.Never);
}
