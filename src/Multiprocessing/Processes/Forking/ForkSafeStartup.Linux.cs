using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>The start of a fork-ready program, before any other code.</summary>
internal static class ForkSafeStartup
{
    /// <summary>Remembers the threads of the start, and replaces what would start another.</summary>
    /// <param name="stackLimit">The soft limit of the stack that this program's children inherit, in bytes.</param>
    public static void Begin(ulong stackLimit)
    {
        ForkGuard.Begin();
        ForkSafeEnvironment.RestoreStackLimit(stackLimit);
        UnixProcessHandle.KeepExitStates();

        // The console's own writers and reader start a thread that handles signals.
        Console.SetOut(new DescriptorWriter(1));
        Console.SetError(new DescriptorWriter(2));
        Console.SetIn(new StreamReader(new DescriptorStream(0)));
    }
}
