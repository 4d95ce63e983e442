using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>threading.Lock</c>: whoever wants may release it.</summary>
internal sealed class SharedLock() : SynchronizationObject<SharedLock>("_thread.lock"), ISharedLock
{
    private static readonly MethodTable<SharedLock> Table = new()
    {
        {
            "acquire(blocking=True, timeout=-1)",
            static (self, given) => (object)self.Acquire(given.Caller, Acquiring.OfLock(given))
        },
        { "release()", static (self, given) => self.Release(given.Caller) },
    };

    private readonly object gate = new();
    private bool isHeld;

    protected override MethodTable<SharedLock> Methods => Table;

    public override string Repr() => $"<{(isHeld ? "locked" : "unlocked")} _thread.lock object>";

    public bool Acquire(Caller caller, Deadline deadline)
    {
        lock (gate)
        {
            while (isHeld)
            {
                if (!caller.Wait(gate, deadline))
                    return false;
            }

            return isHeld = true;
        }
    }

    public void Release(Caller caller)
    {
        lock (gate)
        {
            if (!isHeld)
                throw PythonError.Runtime("release unlocked lock");

            isHeld = false;
            Monitor.Pulse(gate);
        }
    }

    // Nobody owns it: CPython's Condition asks no more than this, too.
    public bool IsOwnedBy(Caller caller) => isHeld;

    public int ReleaseFully(Caller caller)
    {
        Release(caller);
        return 1;
    }

    public void Restore(Caller caller, int count) => Acquire(caller, Deadline.Never);
}
