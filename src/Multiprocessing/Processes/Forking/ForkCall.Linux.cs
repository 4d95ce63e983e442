using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>
/// A real <c>fork(2)</c>: the child is this process as it is now, with the thread that forked and no other.
/// </summary>
internal static unsafe class ForkCall
{
    private const ulong ChildStackSize = 8 << 20;

    // Every signal that a runtime handles for the whole process; not those by which a thread learns of its own faults,
    // nor the collector's own.
    private static readonly int[] ProcessSignals =
    [
        1,
        2,
        3,
        10,
        12,
        14,
        15,
        17,
        18,
        20,
        21,
        22,
        23,
        24,
        25,
        26,
        27,
        28,
        29,
        30,
        31,
    ];

    /// <summary>
    /// Forks. Returns the child's process id in the parent; the child runs <paramref name="child"/> and ends with its
    /// exit code.
    /// </summary>
    /// <param name="kept">The one descriptor, of those opened for children, that this child keeps; null for none.
    /// </param>
    /// <param name="child">What the child does; no exception leaves it.</param>
    /// <param name="disregardsInterrupts">Whether SIGINT does nothing in the child, from its start on.</param>
    /// <exception cref="UnsafeForkException">A fork would not be safe.</exception>
    /// <exception cref="ProcessStartException">The system refused to fork.</exception>
    public static int Start(Descriptor? kept, Func<int> child, bool disregardsInterrupts)
    {
        ForkGuard.WaitUntilQuiet();
        if (ForkRehearsal.RunOnce())
            ForkGuard.WaitUntilQuiet();
        UnixProcessHandle.KeepExitStates();
        StandardOutput.Flush();
        var segments = OpenSegments();

        const int setMask = 2;
        const int setSize = 128;
        var all = stackalloc byte[setSize];
        var before = stackalloc byte[setSize];
        var parent = Libc.GetProcessId();
        _ = Libc.FillSignalSet(all);
        _ = Libc.SignalMask(setMask, all, before);
        var pid = Libc.Fork();
        if (pid != 0)
        {
            var error = Libc.LastError;
            _ = Libc.SignalMask(setMask, before, null);
            SegmentFile.CloseInParent(segments);
            return pid > 0
                ? pid
                : throw new ProcessStartException($"Cannot fork: {Libc.Failure("fork", error).Message}.");
        }

        const int setParentDeathSignal = 1;
        DieWith(parent, setParentDeathSignal);
        ResetSignals(0);
        if (disregardsInterrupts)
            InterruptSignal.Disregard();
        _ = Libc.SignalMask(setMask, before, null);
        try
        {
            ChildEnd.Now(Run(kept, segments, child));
        }
        finally
        {
            // An exception that left this frame would continue in the parent's code, as a second parent.
            Libc.Exit(1);
        }

        return 0;
    }

    /// <summary>
    /// Runs in the parent what a child runs first, without any effect: invalid operations and signals, and no
    /// descriptors.
    /// </summary>
    public static void Rehearse()
    {
        const int noOperation = 0,
            noSignal = 1000;
        DieWith(Libc.GetParentProcessId(), noOperation);
        ResetSignals(noSignal);
        Descriptor.Close([], 0);
        RuntimeFields.Rehearse(Libc.GetProcessId());
        ForkGuard.Rehearse();
    }

    private static int[]? OpenSegments()
    {
        try
        {
            return SegmentFile.OpenForChild();
        }
        catch (IOException failure)
        {
            throw new ProcessStartException($"Cannot fork: {failure.Message}", failure);
        }
    }

    private static int Run(Descriptor? kept, int[]? segments, Func<int> child)
    {
        try
        {
            SegmentFile.BeginForked(segments);
            Begin(kept);
            return child();
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine(exception);
            return 1;
        }
    }

    private static void Begin(Descriptor? kept)
    {
        ProcessOwnership.BeginForked();
        ForkSafeEnvironment.DefaultStackSize = ChildStackSize;
        Descriptor.CloseInherited(kept);
        var pid = Libc.GetProcessId();
        RuntimeFields.Reset(pid);
        ForkGuard.BeginForked(pid);
    }

    private static void DieWith(int parent, int operation)
    {
        _ = Libc.ProcessControl(operation, Libc.SigKill, 0, 0, 0);
        if (Libc.GetParentProcessId() != parent)
            Libc.Exit(1);
    }

    // Inherited handlers write to a pipe that the parent reads: a SIGTERM sent to the child would end the parent.
    private static void ResetSignals(int offset)
    {
        foreach (var signal in ProcessSignals)
        {
            if (Libc.Signal(signal + offset, Libc.DefaultAction) == Libc.IgnoreSignal)
                _ = Libc.Signal(signal + offset, Libc.IgnoreSignal);
        }
    }
}
