using Multiprocessing.Connections;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes.Forking;

/// <summary>A child by fork, and the connection over which it answers.</summary>
internal static class ForkedProcess
{
    private static bool rehearsed;

    /// <summary>Forks a child that does <paramref name="work"/> and ends.</summary>
    /// <exception cref="UnsafeForkException">A fork would not be safe.</exception>
    public static (Connection Connection, ProcessHandle Process) Start(string name, Func<Worker, int> work)
    {
        Rehearse();
        var (connection, theirs) = DescriptorConnection.Pair();
        try
        {
            var pid = ForkCall.Start(
                theirs,
                () =>
                {
                    CurrentProcess.Become(name, null);
                    return work(new Worker(new DescriptorConnection(theirs.Adopt())));
                }
            );
            return (connection, new UnixProcessHandle(pid));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        finally
        {
            theirs.Dispose();
        }
    }

    // Each child would bind anew what it calls first.
    private static void Rehearse()
    {
        if (rehearsed)
            return;

        rehearsed = true;
        var (ours, theirs) = DescriptorConnection.Pair();
        using var connection = ours;
        using var answering = new DescriptorConnection(theirs.Adopt());
        new Worker(answering).Run(static (_, _) => { });
    }
}
