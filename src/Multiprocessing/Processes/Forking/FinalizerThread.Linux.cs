using System.Runtime.InteropServices;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>
/// The thread that runs finalizers. A child that is forked while it works aborts at its first collection, so a fork
/// waits until the thread is idle.
/// </summary>
/// <remarks>
/// Idle means that it waits for work at the bottom of its stack. It waits in one of two places, and moves from the
/// first to the second, which is nearer to the bottom, after two seconds. A finalizer that waits uses the same futex,
/// since a thread of the runtime has one for all its waits, but from further up the stack.
/// </remarks>
internal sealed unsafe class FinalizerThread
{
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    // A timed wait that a signal interrupted (a stop and a continuation do, too) goes on as restart_syscall, with the
    // arguments that it had.
    private static readonly ulong FutexCall = IsArm ? 98u : 202,
        RestartCall = IsArm ? 128u : 219;

    private readonly int statusFile;
    private Wait idle;
    private int collectionsAtRest = -1;

    private FinalizerThread(int statusFile) => this.statusFile = statusFile;

    /// <summary>Finds the thread and learns where it waits when it is idle.</summary>
    /// <exception cref="UnsafeForkException">It cannot be observed.</exception>
    public static FinalizerThread Find(ThreadList threads)
    {
        var id =
            threads.Find(".NET Finalizer") ?? throw new UnsafeForkException(["The finalizer thread was not found."]);
        var path = $"/proc/self/task/{id}/syscall";
        var statusFile = Libc.Open(path, Libc.OpenCloseOnExec);
        if (statusFile < 0)
        {
            var failure = Libc.Failure($"open {path}", Libc.LastError);
            throw new UnsafeForkException([$"The finalizer thread cannot be observed: {failure.Message}."]);
        }

        var thread = new FinalizerThread(statusFile);
        thread.Learn();
        return thread;
    }

    /// <summary>Whether it has been idle since the last wait for it: only a collection gives it work.</summary>
    public bool IsAtRest => GC.CollectionCount(0) == collectionsAtRest && LooksIdle();

    /// <summary>
    /// Waits until everything that can be finalized is, and the thread is idle; false after <paramref name="limit"/>.
    /// </summary>
    public bool WaitUntilIdle(TimeSpan limit)
    {
        if (IsAtRest)
            return true;

        var deadline = Deadline.After(limit);
        while (true)
        {
            // WaitForPendingFinalizers has no time limit. A finalizer that does not end has begun by now, as the
            // collection that found it woke the thread: this look sees it.
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

    // Right after work the thread waits in the first of its two places; seen there several times, it is not a wait that
    // it only passed through.
    private void Learn()
    {
        var deadline = Deadline.After(TimeSpan.FromSeconds(10));
        for (var same = 0; same < 3; )
        {
            if (deadline.HasPassed)
                throw new UnsafeForkException(["The finalizer thread does not become idle."]);

            GC.WaitForPendingFinalizers();
            Wait? wait;
            while ((wait = Look()) is null && !deadline.HasPassed)
                Thread.Yield();
            same = wait?.StackPointer == idle.StackPointer ? same + 1 : 0;
            idle = wait.GetValueOrDefault();
        }
    }

    // The file holds "number arguments… stack-pointer program-counter", or "running". Null for all but a futex wait.
    private Wait? Look()
    {
        var text = stackalloc byte[256];
        var length = (int)Libc.PRead(statusFile, text, 256, 0);
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

        return fields[0] == FutexCall || fields[0] == RestartCall ? new(fields[1], fields[7]) : null;
    }

    private static ulong Digit(byte character) =>
        character <= '9' ? (ulong)(character - '0') : (ulong)(character - 'a' + 10);

    private readonly record struct Wait(ulong Futex, ulong StackPointer);
}
