namespace Multiprocessing.Processes;

/// <summary>The thread that runs finalizers. A child that is forked while it works aborts at its first collection, so a fork waits until it is idle.</summary>
internal sealed unsafe class FinalizerThread
{
    private readonly int state;
    private readonly byte[] idle = new byte[256];
    private readonly byte[] now = new byte[256];
    private int idleLength, collections;

    private FinalizerThread(int state) => this.state = state;

    /// <summary>Finds the thread and learns what it looks like when it has nothing to do.</summary>
    /// <exception cref="UnsafeForkException">It cannot be observed.</exception>
    public static FinalizerThread Find(ThreadList threads)
    {
        const int closeOnExec = 0x80000;
        var id = threads.Find(".NET Finalizer") ?? throw new UnsafeForkException(["The finalizer thread was not found."]);
        var descriptor = Libc.Open($"/proc/self/task/{id}/syscall", closeOnExec);
        if (descriptor < 0) throw new UnsafeForkException([$"The finalizer thread cannot be observed: {Libc.Failure($"open /proc/self/task/{id}/syscall", Libc.LastError).Message}."]);

        var thread = new FinalizerThread(descriptor);
        thread.Learn();
        return thread;
    }

    /// <summary>Waits until all that can be finalized is, and the thread waits for more; false after <paramref name="limit"/>.</summary>
    public bool WaitUntilIdle(TimeSpan limit)
    {
        var deadline = Deadline.After(limit);

        // A collection hands its work over; the look must not come before the thread has taken it.
        if (GC.CollectionCount(0) != collections) Thread.Sleep(0);
        while (true)
        {
            if (!LooksIdle(deadline)) return false;

            collections = GC.CollectionCount(0);
            GC.WaitForPendingFinalizers();
            if (!LooksIdle(deadline)) return false;
            if (GC.CollectionCount(0) == collections) return true;
        }
    }

    // Idle is one wait at one place of its stack; a finalizer that sleeps shows another. "number arguments… stack-pointer program-counter".
    private bool LooksIdle(Deadline deadline)
    {
        for (var looks = 0; ; looks++)
        {
            var length = Read(now);
            if (length == idleLength && now.AsSpan(0, length).SequenceEqual(idle.AsSpan(0, length))) return true;
            if (deadline.HasPassed) return false;

            if (looks < 100) Thread.Yield();
            else Thread.Sleep(1);
        }
    }

    private void Learn()
    {
        var deadline = Deadline.After(TimeSpan.FromSeconds(2));
        GC.WaitForPendingFinalizers();
        for (var same = 0; same < 3;)
        {
            var length = Read(now);
            var waits = length > 8 && !now.AsSpan(0, length).StartsWith("running"u8);
            same = waits && length == idleLength && now.AsSpan(0, length).SequenceEqual(idle.AsSpan(0, length)) ? same + 1 : 0;
            now.AsSpan(0, length).CopyTo(idle);
            idleLength = length;
            if (deadline.HasPassed) throw new UnsafeForkException(["The finalizer thread does not come to rest."]);

            if (same < 3) Thread.Yield();
        }
    }

    // The stack pointer is enough: the words before it count wake-ups.
    private int Read(byte[] into)
    {
        int length;
        fixed (byte* start = into) length = (int)Libc.PRead(state, start, into.Length, 0);
        if (length <= 0) return 0;

        var text = into.AsSpan(0, length);
        var programCounter = text.LastIndexOf((byte)' ');
        var stackPointer = programCounter < 0 ? -1 : text[..programCounter].LastIndexOf((byte)' ');
        var number = text.IndexOf((byte)' ');
        if (stackPointer <= number) return length;

        text[stackPointer..].CopyTo(text[number..]);
        return number + length - stackPointer;
    }
}
