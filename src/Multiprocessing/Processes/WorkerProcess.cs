using Multiprocessing.Connections;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Processes;

/// <summary>
/// A process that runs one chunk of work after another, and leaves Ctrl-C (SIGINT) to its parent, on Unix.
/// </summary>
/// <param name="Process">The process.</param>
/// <param name="Connection">This side of the connection to it.</param>
/// <param name="Spawned">What else belongs to a process of spawn or the fork server; null for a forked one.</param>
internal readonly record struct WorkerProcess(ProcessHandle Process, Connection Connection, SpawnedProcess? Spawned)
{
    /// <summary>Starts one by the start method of the options.</summary>
    /// <param name="options">How to start it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="maxChunks">After how many chunks it ends by itself; 0 for no limit.</param>
    /// <param name="mailboxes">Makes its side of the memory that it shares with its pool; null for none.</param>
    /// <exception cref="UnsafeForkException">This process cannot fork safely.</exception>
    /// <exception cref="ProcessStartException">The system did not start the process.</exception>
    public static WorkerProcess Start(
        ChildProcessOptions options,
        string name,
        int maxChunks,
        Func<WorkerMailboxes>? mailboxes = null
    )
    {
        if (options.StartMethod != StartMethod.Fork)
        {
            var spawned = SpawnedProcess.Start(
                options with
                {
                    DisregardsInterrupts = true,
                },
                name,
                CurrentProcess.Module,
                maxChunks,
                mailboxes?.Invoke()
            );
            return new(spawned.Process, spawned.Connection, spawned);
        }

        var (connection, process) = ForkedProcess.Start(
            name,
            worker =>
                ChildSurroundings.Run(
                    options,
                    worker,
                    own => own.Run(module: null, maxChunks, mailboxes?.Invoke(), options.Worker)
                ),
            disregardsInterrupts: true
        );
        return new(process, connection, null);
    }
}
