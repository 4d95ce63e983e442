using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// Python's <c>threading.RLock</c>. Its owner is a thread of a client; when that is gone nobody could release it, so
/// the server does.
/// </summary>
internal sealed class SharedReentrantLock() : SynchronizationObject<SharedReentrantLock>("_thread.RLock"), ISharedLock
{
    private static readonly MethodTable<SharedReentrantLock> Table = new()
    {
        {
            "acquire(blocking=True, timeout=-1)",
            static (self, given) => (object)self.Acquire(given.Caller, Acquiring.OfLock(given))
        },
        { "release()", static (self, given) => self.Release(given.Caller) },
    };

    private readonly object gate = new();
    private Caller? owner;
    private int count;

    protected override MethodTable<SharedReentrantLock> Methods => Table;

    public override string Repr() => $"<{(owner is null ? "unlocked" : "locked")} _thread.RLock object count={count}>";

    public bool Acquire(Caller caller, Deadline deadline)
    {
        lock (gate)
        {
            while (owner is not null && owner != caller)
            {
                if (!caller.Wait(gate, deadline))
                    return false;
            }

            Take(caller, count + 1);
            return true;
        }
    }

    public void Release(Caller caller)
    {
        lock (gate)
        {
            if (owner != caller)
                throw PythonError.Runtime("cannot release un-acquired lock");

            if (count == 1)
                ReleaseFully(caller);
            else
                count--;
        }
    }

    public bool IsOwnedBy(Caller caller) => owner == caller;

    public int ReleaseFully(Caller caller)
    {
        lock (gate)
        {
            var released = count;
            (owner, count) = (null, 0);
            caller.Drop(this);
            Monitor.Pulse(gate);
            return released;
        }
    }

    public void Restore(Caller caller, int times)
    {
        lock (gate)
        {
            while (owner is not null)
                caller.Wait(gate, Deadline.Never);
            Take(caller, times);
        }
    }

    private void Take(Caller caller, int times)
    {
        if (owner is null)
            caller.Hold(this);
        (owner, count) = (caller, times);
    }
}
