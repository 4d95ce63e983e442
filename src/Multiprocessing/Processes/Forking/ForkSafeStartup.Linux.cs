using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>The start of a fork-ready program, before anybody else's code.</summary>
internal static class ForkSafeStartup
{
    /// <summary>Remembers what quiet is, and takes the place of what would start a thread.</summary>
    /// <param name="stackLimit">The soft limit of the stack that this program's own children get, in bytes.</param>
    public static void Begin(ulong stackLimit)
    {
        ForkGuard.Begin();
        ForkSafeEnvironment.RestoreStackLimit(stackLimit);
        UnixProcessHandle.KeepExitStates();

        // Console's own writers start a thread that handles signals.
        Console.SetOut(new DescriptorWriter(1));
        Console.SetError(new DescriptorWriter(2));
        Console.SetIn(new StreamReader(new DescriptorStream(0)));
    }
}
