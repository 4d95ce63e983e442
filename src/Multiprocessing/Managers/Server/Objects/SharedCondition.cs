using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>threading.Condition</c>, over a lock of its own or another shared one.</summary>
internal sealed class SharedCondition : SynchronizationObject<SharedCondition>
{
    private static readonly MethodTable<SharedCondition> Table = new()
    {
        {
            "acquire(blocking=True, timeout=-1)",
            static (self, given) => (object)self.guard.Acquire(given.Caller, Acquiring.OfLock(given))
        },
        { "release()", static (self, given) => self.guard.Release(given.Caller) },
        {
            "wait(timeout=None)",
            static (self, given) => (object)self.Wait(given.Caller, Deadline.AfterSeconds(given.Seconds(0)))
        },
        { "notify(n=1)", static (self, given) => self.Notify(given.Caller, given.Integer(0)) },
        { "notify_all()", static (self, given) => self.Notify(given.Caller, int.MaxValue) },
    };

    private readonly ISharedLock guard;
    private readonly LinkedList<Waiter> waiters = new();

    /// <summary>Makes one; <paramref name="guard"/> is a proxy of a lock, or null.</summary>
    public SharedCondition(object? guard)
        : base("Condition") =>
        this.guard = guard switch
        {
            null => new SharedReentrantLock(),
            ProxyReference { Referent.Object: ISharedLock shared } => shared,
            _ => throw PythonError.TypeOf(
                $"a Condition's lock is a Lock or RLock of the same manager, not {PythonNames.TypeOf(guard)}"
            ),
        };

    protected override MethodTable<SharedCondition> Methods => Table;

    private bool Wait(Caller caller, Deadline deadline)
    {
        if (!guard.IsOwnedBy(caller))
            throw PythonError.Runtime("cannot wait on un-acquired lock");

        var waiter = new Waiter();
        lock (waiters)
            waiters.AddLast(waiter);
        var count = guard.ReleaseFully(caller);
        var isNotified = Wait(waiter, caller, deadline);
        guard.Restore(caller, count);
        return isNotified;
    }

    private bool Wait(Waiter waiter, Caller caller, Deadline deadline)
    {
        try
        {
            // One that is no longer among the waiters was notified as its time ended.
            return waiter.Wait(caller, deadline) || !Remove(waiter);
        }
        catch (CallerGoneException)
        {
            if (!Remove(waiter))
                Wake(1);
            throw;
        }
    }

    private bool Remove(Waiter waiter)
    {
        lock (waiters)
            return waiters.Remove(waiter);
    }

    private void Notify(Caller caller, int count)
    {
        if (!guard.IsOwnedBy(caller))
            throw PythonError.Runtime("cannot notify on un-acquired lock");

        Wake(count);
    }

    private void Wake(int count)
    {
        lock (waiters)
        {
            for (; count > 0 && waiters.First is { } first; count--)
            {
                waiters.RemoveFirst();
                first.Value.Notify();
            }
        }
    }

    private sealed class Waiter
    {
        private bool isNotified;

        public bool Wait(Caller caller, Deadline deadline)
        {
            lock (this)
            {
                while (!isNotified)
                {
                    if (!caller.Wait(this, deadline))
                        return false;
                }

                return true;
            }
        }

        public void Notify()
        {
            lock (this)
            {
                isNotified = true;
                Monitor.Pulse(this);
            }
        }
    }
}
