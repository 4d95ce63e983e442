using Multiprocessing.Connections;
using Multiprocessing.Platform;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Processes.Spawning;

/// <summary>A spawned child's way to its parent: how it is told what to do, dies with it, and ends.</summary>
internal static class ChildBootstrap
{
    // Held for ever: a pipe that the collector closed would kill nobody.
    private static Descriptor? lifeline;

    /// <summary>
    /// Opens the connection that the parent left, and sees to it that this process dies when the parent does.
    /// </summary>
    /// <param name="channel">Where they are, as the parent wrote it.</param>
    /// <param name="mailboxes">What this process shares with the pool that it works for, if anything.</param>
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
                MailboxMemory.Open(SharedMemory.Open(Descriptor.Inherited(ParseNumber(channel, ref next)))),
                ParseNumber(channel, ref next)
            );
        }

        UnixProcessHandle.RestoreTerminationSignal();
        return new DescriptorConnection(connection);
    }

    // int.Parse asks for a culture, and that loads ICU: 13 ms of the child's start.
    private static int ParseNumber(string text, ref int next)
    {
        var number = 0;
        for (; next < text.Length && text[next] is >= '0' and <= '9'; next++)
            number = number * 10 + text[next] - '0';
        next++;
        return number;
    }
}
