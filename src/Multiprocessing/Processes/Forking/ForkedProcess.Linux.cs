using Multiprocessing.Connections;
using Multiprocessing.Platform;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes.Forking;

/// <summary>A child started by fork, and the connection over which it answers.</summary>
internal static class ForkedProcess
{
    /// <summary>Forks a child that does <paramref name="work"/> and ends.</summary>
    /// <exception cref="UnsafeForkException">A fork would not be safe.</exception>
    /// <exception cref="ProcessStartException">The system refused to fork.</exception>
    public static (Connection Connection, ProcessHandle Process) Start(
        string name,
        Func<Worker, int> work,
        bool disregardsInterrupts = false
    )
    {
        var (connection, theirs) = DescriptorConnection.Pair();
        try
        {
            var pid = ForkCall.Start(
                theirs,
                () =>
                {
                    CurrentProcess.Become(name, null);
                    return Run(new(theirs.Adopt()), work);
                },
                disregardsInterrupts
            );
            if (EventLog.IsOn)
                EventLog.Write($"forked {name} (process {pid})");
            return (connection, new UnixProcessHandle(pid) { Name = name });
        }
        catch (Exception failure)
        {
            connection.Dispose();
            if (EventLog.IsOn)
                EventLog.Write($"could not fork {name}: {failure.Message}");
            throw;
        }
        finally
        {
            theirs.Dispose();
        }
    }

    /// <summary>Runs in the parent what a child runs, for a function that does nothing.</summary>
    public static void Rehearse()
    {
        var module = ProgramModule.BeingRun;
        var (ours, theirs) = DescriptorConnection.Pair();
        using var connection = ours;
        using var answering = new DescriptorConnection(theirs.Adopt());
        var options = new ChildProcessOptions { InheritStandardInput = true };
        Run(answering, worker => ChildSurroundings.Run(options, worker, static own => own.Run(static (_, _) => { })));
        _ = TextReader.Null;
        ProgramModule.BeingRun = module;
    }

    private static int Run(DescriptorConnection connection, Func<Worker, int> work)
    {
        ProgramModule.BeingRun = null;
        return work(new Worker(connection));
    }
}
