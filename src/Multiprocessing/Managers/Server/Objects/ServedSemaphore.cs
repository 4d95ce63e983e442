using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>threading.Semaphore</c> and, with a bound, <c>threading.BoundedSemaphore</c>.</summary>
internal sealed class ServedSemaphore : SynchronizationObject<ServedSemaphore>
{
    private static readonly MethodTable<ServedSemaphore> Table = new()
    {
        {
            "acquire(blocking=True, timeout=None)",
            static (self, given) => (object)self.Acquire(given.ClientThread, AcquireTimeout.OfSemaphore(given))
        },
        { "release(n=1)", static (self, given) => self.Release(given.Integer(0)) },
    };

    private readonly object waiters = new();
    private readonly long bound;
    private long value;

    public ServedSemaphore(int value, bool isBounded)
        : base(isBounded ? "BoundedSemaphore" : "Semaphore")
    {
        if (value < 0)
            throw PythonError.Value("semaphore initial value must be >= 0");

        this.value = value;
        bound = isBounded ? value : long.MaxValue;
    }

    protected override MethodTable<ServedSemaphore> Methods => Table;

    private bool Acquire(ClientThread clientThread, Deadline deadline)
    {
        lock (waiters)
        {
            while (value == 0)
            {
                if (!clientThread.Wait(waiters, deadline))
                    return false;
            }

            value--;
            return true;
        }
    }

    private void Release(int count)
    {
        if (count < 1)
            throw PythonError.Value("n must be one or more");

        lock (waiters)
        {
            if (bound - value < count)
                throw PythonError.Value("Semaphore released too many times");

            value += count;
            if (count == 1)
                Monitor.Pulse(waiters);
            else
                Monitor.PulseAll(waiters);
        }
    }
}
