using Multiprocessing.Connections;

namespace Multiprocessing.Processes;

/// <summary>A child by fork, and the connection over which it answers.</summary>
internal static class ForkedProcess
{
    /// <summary>Forks a child that does <paramref name="work"/> and ends.</summary>
    /// <exception cref="UnsafeForkException">A fork would not be safe.</exception>
    public static (Connection Connection, ProcessHandle Process) Start(string name, Func<Worker, int> work)
    {
        var (connection, theirs) = DescriptorConnection.Pair();
        try
        {
            var pid = Processes.Fork.Start(theirs, () =>
            {
                CurrentProcess.Become(name, null);
                return work(new Worker(new DescriptorConnection(theirs.Adopt())));
            });
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
}
