using System.Net.Sockets;
using Multiprocessing.Connections;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>
/// The thread that waits for all children whose end is awaited without a thread. It exists while there are some.
/// </summary>
internal static class ChildWatcher
{
    private static readonly List<ChildProcess> Children = [];
    private static ConnectionPoll? poll;
    private static bool isRunning;

    /// <summary>Has the waits for a child end with it.</summary>
    public static void Watch(ChildProcess child)
    {
        lock (Children)
        {
            Children.Add(child);
            poll ??= ConnectionPoll.Create();
            poll.Wake();
            if (isRunning)
                return;

            isRunning = true;
            new Thread(Run) { IsBackground = true, Name = "Multiprocessing waits" }.Start();
        }
    }

    /// <summary>Forgets a child, which is about to be disposed of.</summary>
    public static void Forget(ChildProcess child)
    {
        lock (Children)
        {
            if (Children.Remove(child))
                poll!.Wake();
        }
    }

    private static void Run()
    {
        while (Next() is { Length: > 0 } children)
        {
            if (Array.FindAll(children, HasEnded) is { Length: > 0 } ended)
                Array.ForEach(ended, End);
            else
                Wait(children);
        }
    }

    private static ChildProcess[] Next()
    {
        lock (Children)
        {
            isRunning = Children.Count > 0;
            return [.. Children];
        }
    }

    // A child whose answer cannot be read has ended, too: whoever asks for the answer learns why.
    private static bool HasEnded(ChildProcess child)
    {
        try
        {
            return !child.IsAlive;
        }
        catch (Exception)
        {
            return true;
        }
    }

    private static void End(ChildProcess child)
    {
        Forget(child);
        child.EndWaits();
    }

    private static void Wait(ChildProcess[] children)
    {
        try
        {
            ChildProcess.WaitForChange(children, poll!, Deadline.Never);
        }
        catch (Exception failure) when (failure is ObjectDisposedException or SocketException)
        {
            // A child was disposed of meanwhile, and is forgotten.
        }
    }
}
