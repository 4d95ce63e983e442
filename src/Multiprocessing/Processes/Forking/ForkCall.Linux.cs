using System.Reflection;
using System.Runtime.InteropServices;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>
/// A real <c>fork(2)</c>: the child is this process as it stands, with the thread that forked and no other.
/// </summary>
internal static unsafe class ForkCall
{
    private const ulong ChildStackSize = 8 << 20;

    // All that a runtime handles for the whole process. Not those by which a thread learns of its own faults, nor the
    // collector's own.
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

    private static readonly FieldInfo? CachedProcessId = typeof(Environment).GetField(
        "s_processId",
        BindingFlags.Static | BindingFlags.NonPublic
    );

    private static readonly FieldInfo? SharedRandom = typeof(Random)
        .GetNestedType("ThreadSafeRandom", BindingFlags.NonPublic)
        ?.GetField("t_random", BindingFlags.Static | BindingFlags.NonPublic);

    private static bool rehearsed;

    /// <summary>
    /// Forks; gives the child's process id in the parent, and in the child runs <paramref name="child"/> and ends with
    /// its exit code.
    /// </summary>
    /// <param name="kept">The one descriptor of those opened for children that this child goes on with.</param>
    /// <param name="child">What the child does; nothing that it throws gets out of it.</param>
    /// <exception cref="UnsafeForkException">A fork would not be safe.</exception>
    public static int Start(Descriptor kept, Func<int> child)
    {
        ForkGuard.WaitUntilQuiet();
        Rehearse();
        StandardOutput.Flush();

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
            return pid > 0
                ? pid
                : throw new ProcessStartException($"Cannot fork: {Libc.Failure("fork", error).Message}.");
        }

        DieWith(parent);
        ResetSignals();
        _ = Libc.SignalMask(setMask, before, null);
        try
        {
            ChildEnd.Now(Run(kept, child));
        }
        finally
        {
            // An exception that left this frame would go on in the parent's code, as a second parent.
            Libc.Exit(1);
        }

        return 0;
    }

    private static int Run(Descriptor kept, Func<int> child)
    {
        try
        {
            Begin(kept);
            return child();
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine(exception);
            return 1;
        }
    }

    private static void Begin(Descriptor kept)
    {
        ForkSafeEnvironment.DefaultStackSize = ChildStackSize;
        Descriptor.CloseInherited(kept);
        var pid = Libc.GetProcessId();
        CachedProcessId?.SetValue(null, pid);
        SharedRandom?.SetValue(null, null);
        ForkGuard.BeginForked(pid);
    }

    // What is called for the first time in a child is bound there, again in each child; so all of it is called here
    // once.
    private static void Rehearse()
    {
        if (rehearsed)
            return;

        rehearsed = true;
        UnixProcessHandle.KeepExitStates();
        ForkSafeEnvironment.DefaultStackSize = ForkSafeEnvironment.DefaultStackSize;
        for (var i = 0; i < 3; i++)
        {
            CachedProcessId?.SetValue(null, Libc.GetProcessId());
            SharedRandom?.SetValue(null, SharedRandom.GetValue(null));
        }

        Thread.Yield();
        _ = Libc.ProcessControl(0, 0, 0, 0, 0);
        _ = Libc.GetParentProcessId();
        _ = Libc.Signal(0, Libc.DefaultAction);
        _ = Libc.Close(-1);
        Marshal.Prelink(typeof(Libc).GetMethod(nameof(Libc.Exit))!);
        StandardOutput.Flush();
    }

    private static void DieWith(int parent)
    {
        const int setParentDeathSignal = 1;
        _ = Libc.ProcessControl(setParentDeathSignal, Libc.SigKill, 0, 0, 0);
        if (Libc.GetParentProcessId() != parent)
            Libc.Exit(1);
    }

    // The handlers write to a pipe that is the parent's, too: a SIGTERM for the child would end the parent.
    private static void ResetSignals()
    {
        foreach (var signal in ProcessSignals)
        {
            if (Libc.Signal(signal, Libc.DefaultAction) == Libc.IgnoreSignal)
                _ = Libc.Signal(signal, Libc.IgnoreSignal);
        }
    }
}
