using System.Globalization;
using Multiprocessing.Connections;

namespace Multiprocessing.Processes;

/// <summary>A spawned child's way to its parent: how it is told what to do, dies with it, and ends.</summary>
internal static class ParentConnection
{
    /// <summary>Opens the connection that the parent left, and sees to it that this process dies when the parent does.</summary>
    public static Connection Open(string channel)
    {
        if (OperatingSystem.IsWindows()) return WindowsProgram.Connect(channel);

        var comma = channel.IndexOf(',', StringComparison.Ordinal);
        var connection = Descriptor.Inherited(int.Parse(channel.AsSpan(0, comma), CultureInfo.InvariantCulture));
        var lifeline = Descriptor.Inherited(int.Parse(channel.AsSpan(comma + 1), CultureInfo.InvariantCulture));
        if (OperatingSystem.IsLinux()) Lifeline.Arm(lifeline);
        else Lifeline.Watch(lifeline);
        TakeTermination();
        return new DescriptorConnection(connection);
    }

    /// <summary>Ends this process here and now, when what was written is out.</summary>
    public static void End(int exitCode)
    {
        if (OperatingSystem.IsWindows()) WindowsProgram.End(exitCode);
        else Fork.End(exitCode);
    }

    // As under every start method, and in CPython, a child that is asked to end ends by the signal; the runtime would make it an exit code.
    private static void TakeTermination() => _ = Libc.Signal(Libc.SigTerm, 0);
}
