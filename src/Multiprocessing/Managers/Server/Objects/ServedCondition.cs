using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>threading.Condition</c>, with a lock of its own or with another shared lock.</summary>
internal sealed class ServedCondition : SynchronizationObject<ServedCondition>
{
    private static readonly MethodTable<ServedCondition> Table = new()
    {
        {
            "acquire(blocking=True, timeout=-1)",
            static (self, given) => (object)self.guard.Acquire(given.ClientThread, AcquireTimeout.OfLock(given))
        },
        { "release()", static (self, given) => self.guard.Release(given.ClientThread) },
        {
            "wait(timeout=None)",
            static (self, given) => (object)self.Wait(given.ClientThread, Deadline.AfterSeconds(given.Seconds(0)))
        },
        { "notify(n=1)", static (self, given) => self.Notify(given.ClientThread, given.Integer(0)) },
        { "notify_all()", static (self, given) => self.Notify(given.ClientThread, int.MaxValue) },
    };

    private readonly IServedLock guard;
    private readonly LinkedList<Waiter> waiters = new();

    /// <summary>Makes a condition; <paramref name="guard"/> is a proxy of its lock, or null for a new lock.</summary>
    public ServedCondition(object? guard)
        : base("Condition") =>
        this.guard = guard switch
        {
            null => new ServedReentrantLock(),
            ProxyReference { Object.Object: IServedLock shared } => shared,
            _ => throw PythonError.TypeOf(
                $"a Condition's lock is a Lock or RLock of the same manager, not {PythonNames.TypeOf(guard)}"
            ),
        };

    protected override MethodTable<ServedCondition> Methods => Table;

    private bool Wait(ClientThread clientThread, Deadline deadline)
    {
        if (!guard.IsOwnedBy(clientThread))
            throw PythonError.Runtime("cannot wait on un-acquired lock");

        var waiter = new Waiter();
        lock (waiters)
            waiters.AddLast(waiter);
        var count = guard.ReleaseFully(clientThread);
        var isNotified = Wait(waiter, clientThread, deadline);
        guard.Restore(clientThread, count);
        return isNotified;
    }

    private bool Wait(Waiter waiter, ClientThread clientThread, Deadline deadline)
    {
        try
        {
            // A waiter that is no longer in the list was notified just when its time was up.
            return waiter.Wait(clientThread, deadline) || !Remove(waiter);
        }
        catch (ClientGoneException)
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

    private void Notify(ClientThread clientThread, int count)
    {
        if (!guard.IsOwnedBy(clientThread))
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

        public bool Wait(ClientThread clientThread, Deadline deadline)
        {
            lock (this)
            {
                while (!isNotified)
                {
                    if (!clientThread.Wait(this, deadline))
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
