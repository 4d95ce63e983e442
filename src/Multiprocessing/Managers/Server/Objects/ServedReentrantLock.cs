using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// Python's <c>threading.RLock</c>. Its owner is a thread of a client; when that has ended no other could release it,
/// so the server does.
/// </summary>
internal sealed class ServedReentrantLock() : SynchronizationObject<ServedReentrantLock>("_thread.RLock"), IServedLock
{
    private static readonly MethodTable<ServedReentrantLock> Table = new()
    {
        {
            "acquire(blocking=True, timeout=-1)",
            static (self, given) => (object)self.Acquire(given.ClientThread, AcquireTimeout.OfLock(given))
        },
        { "release()", static (self, given) => self.Release(given.ClientThread) },
    };

    private readonly object waiters = new();
    private ClientThread? owner;
    private int count;

    protected override MethodTable<ServedReentrantLock> Methods => Table;

    public override string Repr() => $"<{(owner is null ? "unlocked" : "locked")} _thread.RLock object count={count}>";

    public bool Acquire(ClientThread clientThread, Deadline deadline)
    {
        lock (waiters)
        {
            while (owner is not null && owner != clientThread)
            {
                if (!clientThread.Wait(waiters, deadline))
                    return false;
            }

            Take(clientThread, count + 1);
            return true;
        }
    }

    public void Release(ClientThread clientThread)
    {
        lock (waiters)
        {
            if (owner != clientThread)
                throw PythonError.Runtime("cannot release un-acquired lock");

            if (count == 1)
                ReleaseFully(clientThread);
            else
                count--;
        }
    }

    public bool IsOwnedBy(ClientThread clientThread) => owner == clientThread;

    public int ReleaseFully(ClientThread clientThread)
    {
        lock (waiters)
        {
            var released = count;
            (owner, count) = (null, 0);
            clientThread.Drop(this);
            Monitor.Pulse(waiters);
            return released;
        }
    }

    public void Restore(ClientThread clientThread, int times)
    {
        lock (waiters)
        {
            while (owner is not null)
                clientThread.Wait(waiters, Deadline.Never);
            Take(clientThread, times);
        }
    }

    private void Take(ClientThread clientThread, int times)
    {
        if (owner is null)
            clientThread.Hold(this);
        (owner, count) = (clientThread, times);
    }
}
