using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>queue.Queue</c>, with <c>task_done</c> and <c>join</c>.</summary>
internal sealed class ServedQueue(int capacity) : SynchronizationObject<ServedQueue>("queue.Queue")
{
    private static readonly MethodTable<ServedQueue> Table = new()
    {
        { "empty()", static (self, _) => (object)(self.Count == 0) },
        { "full()", static (self, _) => (object)(self.IsLimited && self.Count >= self.Capacity) },
        { "get(block=True, timeout=None)", static (self, given) => self.Get(given.ClientThread, Limit(given, 0)) },
        { "get_nowait()", static (self, given) => self.Get(given.ClientThread, Deadline.Now) },
        { "join()", static (self, given) => self.Join(given.ClientThread) },
        {
            "put(item, block=True, timeout=None)",
            static (self, given) => self.Put(given[0], given.ClientThread, Limit(given, 1))
        },
        { "put_nowait(item)", static (self, given) => self.Put(given[0], given.ClientThread, Deadline.Now) },
        { "qsize()", static (self, _) => (object)self.Count },
        { "shutdown(immediate=False)", static (self, given) => self.ShutDown(given.IsTrue(0)) },
        { "task_done()", static (self, _) => self.EndTask() },
    };

    private readonly object waiters = new();
    private readonly Queue<object?> items = new();

    // Items that a client got but could not be sent; they are the next to go.
    private readonly Stack<object?> putBack = new();
    private int unfinished;
    private bool isShutDown;

    protected override MethodTable<ServedQueue> Methods => Table;

    private int Capacity { get; } = capacity;

    private bool IsLimited => Capacity > 0;

    private int Count
    {
        get
        {
            lock (waiters)
                return items.Count + putBack.Count;
        }
    }

    private static Deadline Limit(BoundArguments given, int block)
    {
        if (!given.IsTrue(block))
            return Deadline.Now;

        var seconds = given.Seconds(block + 1);
        return seconds < 0
            ? throw PythonError.Value("'timeout' must be a non-negative number")
            : Deadline.AfterSeconds(seconds);
    }

    private void Put(object? item, ClientThread clientThread, Deadline deadline)
    {
        lock (waiters)
        {
            while (!isShutDown && IsLimited && Count >= Capacity)
            {
                if (!clientThread.Wait(waiters, deadline))
                    throw new PythonError(new("queue", "Full"));
            }

            if (isShutDown)
                throw new PythonError(new("queue", "ShutDown"));

            items.Enqueue(item);
            unfinished++;
            Monitor.PulseAll(waiters);
        }
    }

    private object? Get(ClientThread clientThread, Deadline deadline)
    {
        lock (waiters)
        {
            while (Count == 0)
            {
                if (isShutDown)
                    throw new PythonError(new("queue", "ShutDown"));
                if (!clientThread.Wait(waiters, deadline))
                    throw new PythonError(new("queue", "Empty"));
            }

            var item = putBack.Count > 0 ? putBack.Pop() : items.Dequeue();
            if (IsLimited)
                Monitor.PulseAll(waiters);
            return clientThread.Taken(item, () => PutBack(item));
        }
    }

    private void PutBack(object? item)
    {
        lock (waiters)
        {
            putBack.Push(item);
            Monitor.PulseAll(waiters);
        }
    }

    private void EndTask()
    {
        lock (waiters)
        {
            if (unfinished == 0)
                throw PythonError.Value("task_done() called too many times");

            if (--unfinished == 0)
                Monitor.PulseAll(waiters);
        }
    }

    private void Join(ClientThread clientThread)
    {
        lock (waiters)
        {
            while (unfinished > 0)
                clientThread.Wait(waiters, Deadline.Never);
        }
    }

    private void ShutDown(bool immediate)
    {
        lock (waiters)
        {
            isShutDown = true;
            if (immediate)
            {
                unfinished = Math.Max(0, unfinished - Count);
                items.Clear();
                putBack.Clear();
            }

            Monitor.PulseAll(waiters);
        }
    }
}
