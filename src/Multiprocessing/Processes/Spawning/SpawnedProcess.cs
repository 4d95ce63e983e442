using System.ComponentModel;
using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Processes.Spawning;

/// <summary>
/// A program of this library that was started: its process, and the connection over which it is told what to do.
/// </summary>
/// <param name="Process">The process.</param>
/// <param name="Connection">This side of the connection to it.</param>
/// <param name="Lifeline">What the child watches: it dies when this is closed, however that comes about.</param>
/// <param name="Output">What it and its descendants write to standard output, if that was asked for.</param>
/// <param name="Error">What it and its descendants write to standard error, if that was asked for.</param>
internal sealed record SpawnedProcess(
    ProcessHandle Process,
    Connection Connection,
    IDisposable Lifeline,
    Stream? Output,
    Stream? Error
)
{
    /// <summary>Starts the program again that this library is, and tells it who it is.</summary>
    /// <param name="options">How to start it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="module">The type whose static initialisers it runs first, if there is one.</param>
    /// <param name="tasks">After how many tasks it ends by itself; 0 for never.</param>
    /// <param name="mailboxes">What it shares with the pool that it belongs to, if anything.</param>
    /// <exception cref="ProcessStartException">The system did not start it.</exception>
    public static SpawnedProcess Start(
        ChildProcessOptions options,
        string name,
        Type? module,
        int tasks,
        WorkerMailboxes? mailboxes = null
    )
    {
        if (options.ForkReady && StartMethods.UnsupportedReason(StartMethod.Fork) is { } reason)
            throw new PlatformNotSupportedException(reason);

        var environment = ChildEnvironment.Of(options);
        var changes = options.ForkReady
            ? ForkSafeEnvironment.Variables(environment)
            : ChildEnvironment.RuntimeSettings(environment, isWorker: tasks != 1);
        if (HostCommandLine.Current.IsApplication)
            changes.Add(new(ChildEnvironment.StartupHooks, typeof(SpawnedProcess).Assembly.GetName().Name));
        var before = new List<string?>();
        foreach (var (variable, _) in changes)
        {
            before.Add(variable);
            before.Add(environment.GetValueOrDefault(variable));
        }

        var message = new PickleWriter();
        new PreparationData(
            name,
            module is null ? null : TypeName.Of(module),
            CurrentProcess.AuthKeyText,
            tasks,
            options.ForkReady,
            options.ForkReady ? ForkSafeEnvironment.StackLimitNow : 0,
            [.. before]
        ).Write(message);

        ChildEnvironment.Change(environment, changes);
        var spawned = Start(options, environment, mailboxes);
        try
        {
            spawned.Connection.Send(message.WrittenMemory);
        }
        catch (EndOfStreamException)
        {
            // It has ended already; waiting for it tells how.
        }

        return spawned;
    }

    private static SpawnedProcess Start(
        ChildProcessOptions options,
        Dictionary<string, string> environment,
        WorkerMailboxes? mailboxes
    )
    {
        try
        {
            return OperatingSystem.IsWindows()
                ? WindowsSpawner.Start(options, environment)
                : PosixSpawner.Start(options, environment, mailboxes);
        }
        catch (Win32Exception failure)
        {
            throw new ProcessStartException($"Cannot start {HostCommandLine.Current.Path}: {failure.Message}", failure);
        }
    }
}
