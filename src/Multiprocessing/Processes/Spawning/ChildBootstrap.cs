using Multiprocessing.Connections;
using Multiprocessing.Platform;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Processes.Spawning;

/// <summary>How a spawned child connects to its parent, and dies with it.</summary>
internal static class ChildBootstrap
{
    // Held until the process ends: if the collector closed the pipe, its end would kill no process.
    private static Descriptor? lifeline;

    /// <summary>
    /// Opens the connection that the parent left, and makes this process die when the parent does.
    /// </summary>
    /// <param name="channel">The descriptors (on Windows the port), as the parent wrote them.</param>
    /// <param name="mailboxes">The memory shared with the pool that this process works for; null for none.</param>
    public static Connection Open(string channel, out WorkerMailboxes? mailboxes)
    {
        mailboxes = null;
        if (OperatingSystem.IsWindows())
            return WindowsSpawner.Connect(channel);

        var next = 0;
        var connection = Descriptor.Inherited(ParseNumber(channel, ref next));
        lifeline = Descriptor.Inherited(ParseNumber(channel, ref next));
        if (OperatingSystem.IsLinux())
            Lifeline.Arm(lifeline);
        else
            Lifeline.Watch(lifeline);
        if (next < channel.Length)
        {
            mailboxes = new(
                MailboxMemory.Open(AnonymousMemory.Open(Descriptor.Inherited(ParseNumber(channel, ref next)))),
                ParseNumber(channel, ref next)
            );
        }

        UnixProcessHandle.RestoreTerminationSignal();
        return new DescriptorConnection(connection);
    }

    // int.Parse loads ICU, which takes 13 ms: the cold-start rule (Processes/Spawning/README.md).
    private static int ParseNumber(string text, ref int next)
    {
        var number = 0;
        for (; next < text.Length && text[next] is >= '0' and <= '9'; next++)
            number = number * 10 + text[next] - '0';
        next++;
        return number;
    }
}
