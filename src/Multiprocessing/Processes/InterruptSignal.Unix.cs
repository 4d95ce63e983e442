using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>
/// SIGINT, which a terminal sends to all processes of the running program when the user presses Ctrl-C. What serves the
/// program, a pool's worker or a manager's server, leaves it to the process that was started by the user.
/// </summary>
internal static unsafe class InterruptSignal
{
    private static readonly int Unblock = OperatingSystem.IsMacOS() ? 2 : 1;

    // A handler that does nothing. A program inherits an ignored signal, but not a handler; and no managed code can run
    // in a handler. getpid(2) may be called in one, does nothing else and does not touch errno.
    private static readonly nint DoNothing = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "getpid");

    /// <summary>Makes SIGINT do nothing here; where it is ignored, it stays so.</summary>
    public static void Disregard()
    {
        if (Libc.Signal(Libc.SigInt, DoNothing) == Libc.IgnoreSignal)
            _ = Libc.Signal(Libc.SigInt, Libc.IgnoreSignal);
    }

    /// <summary>Runs in the parent what a forked child runs, without an effect.</summary>
    public static void Rehearse()
    {
        const int noSignal = 1000;
        _ = Libc.Signal(noSignal, DoNothing);
        RuntimeHelpers.PrepareMethod(((Action)Disregard).Method.MethodHandle);
    }

    /// <summary>Lets it reach this thread, in a process that was started with it blocked.</summary>
    public static void Admit()
    {
        const int setSize = 128;
        var set = stackalloc byte[setSize];
        _ = Libc.EmptySignalSet(set);
        _ = Libc.AddToSignalSet(set, Libc.SigInt);
        _ = Libc.SignalMask(Unblock, set, null);
    }
}
