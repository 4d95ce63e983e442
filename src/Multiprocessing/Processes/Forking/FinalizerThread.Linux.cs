using System.Runtime.InteropServices;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>
/// The thread that runs finalizers. A child that is forked while it works aborts at its first collection, so a fork
/// waits until it is idle.
/// </summary>
/// <remarks>
/// Idle is a wait for work at the bottom of its stack. It has two places for that, and goes from the first to the
/// second, which is nearer to the bottom, after two
/// seconds. A finalizer that waits does so on the same futex, since a thread of the runtime has one for all its waits,
/// but from further up the stack.
/// </remarks>
internal sealed unsafe class FinalizerThread
{
    private static readonly ulong FutexCall = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98u : 202;

    private readonly int state;
    private Wait idle;
    private int collectionsAtRest = -1;

    private FinalizerThread(int state) => this.state = state;

    /// <summary>Finds the thread and learns what it looks like when it has nothing to do.</summary>
    /// <exception cref="UnsafeForkException">It cannot be observed.</exception>
    public static FinalizerThread Find(ThreadList threads)
    {
        var id =
            threads.Find(".NET Finalizer") ?? throw new UnsafeForkException(["The finalizer thread was not found."]);
        var descriptor = Libc.Open($"/proc/self/task/{id}/syscall", Libc.CloseOnExec);
        if (descriptor < 0)
        {
            throw new UnsafeForkException([
                $"The finalizer thread cannot be observed: {Libc.Failure($"open /proc/self/task/{id}/syscall", Libc.LastError).Message}.",
            ]);
        }

        var thread = new FinalizerThread(descriptor);
        thread.Learn();
        return thread;
    }

    /// <summary>
    /// Waits until all that can be finalized is, and the thread waits for more; false after <paramref name="limit"/>.
    /// </summary>
    public bool WaitUntilIdle(TimeSpan limit)
    {
        // Only a collection finds work for it.
        if (GC.CollectionCount(0) == collectionsAtRest && LooksIdle())
            return true;

        var deadline = Deadline.After(limit);
        while (true)
        {
            // Waiting for finalizers has no limit. One that will not end has begun by now, as the collection that found
            // it woke the thread: the look tells.
            if (!LooksIdle(deadline))
                return false;

            var collections = GC.CollectionCount(0);
            GC.WaitForPendingFinalizers();
            if (!LooksIdle(deadline))
                return false;
            if (GC.CollectionCount(0) != collections)
                continue;

            collectionsAtRest = collections;
            return true;
        }
    }

    private bool LooksIdle(Deadline deadline)
    {
        for (var looks = 0; ; looks++)
        {
            if (LooksIdle())
                return true;
            if (deadline.HasPassed)
                return false;

            if (looks < 100)
                Thread.Yield();
            else
                Thread.Sleep(1);
        }
    }

    private bool LooksIdle() =>
        Look() is { } wait && wait.Futex >> 3 == idle.Futex >> 3 && wait.StackPointer >= idle.StackPointer;

    // The first of the two places is where the thread is right after it had work; twice the same, and it is no wait
    // that it only passed through.
    private void Learn()
    {
        var deadline = Deadline.After(TimeSpan.FromSeconds(10));
        for (var same = 0; same < 3; )
        {
            if (deadline.HasPassed)
                throw new UnsafeForkException(["The finalizer thread does not come to rest."]);

            GC.WaitForPendingFinalizers();
            Wait? wait;
            while ((wait = Look()) is null && !deadline.HasPassed)
                Thread.Yield();
            same = wait?.StackPointer == idle.StackPointer ? same + 1 : 0;
            idle = wait.GetValueOrDefault();
        }
    }

    // "number arguments… stack-pointer program-counter", or "running"; null for all but a wait on a futex.
    private Wait? Look()
    {
        var text = stackalloc byte[256];
        var length = (int)Libc.PRead(state, text, 256, 0);
        if (length <= 0 || text[0] is < (byte)'0' or > (byte)'9')
            return null;

        var fields = stackalloc ulong[9];
        var field = 0;
        for (var i = 0; i < length && field < 9; i++)
        {
            if (text[i] is (byte)' ' or (byte)'\n')
                field++;
            else if (text[i] == (byte)'x')
                fields[field] = 0;
            else
                fields[field] = fields[field] * (field == 0 ? 10u : 16u) + Digit(text[i]);
        }

        return fields[0] == FutexCall ? new(fields[1], fields[7]) : null;
    }

    private static ulong Digit(byte character) =>
        character <= '9' ? (ulong)(character - '0') : (ulong)(character - 'a' + 10);

    private readonly record struct Wait(ulong Futex, ulong StackPointer);
}
