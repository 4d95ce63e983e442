using System.ComponentModel;
using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.ForkServing;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Processes.Spawning;

/// <summary>
/// A spawned child: its process, and the connection over which it is given its work.
/// </summary>
/// <param name="Process">The process.</param>
/// <param name="Connection">This side of the connection to it.</param>
/// <param name="Lifeline">What the child watches: it dies when this is closed, for whatever reason. Null for a child of
/// the fork server, with which it dies.</param>
/// <param name="Output">What it and its descendants write to standard output, if that is redirected.</param>
/// <param name="Error">What it and its descendants write to standard error, if that is redirected.</param>
internal sealed record SpawnedProcess(
    ProcessHandle Process,
    Connection Connection,
    IDisposable? Lifeline,
    Stream? Output,
    Stream? Error
)
{
    /// <summary>What it writes on its way to handlers.</summary>
    public IReadOnlyList<ChildOutput> Handled { get; init; } = [];

    /// <summary>Waits until what it has written was given to the handlers.</summary>
    public void FlushOutput()
    {
        if (Handled.Count > 0)
            ChildOutput.Flush();
    }

    /// <summary>Ends the use of what it writes.</summary>
    public void DisposeOutput()
    {
        Output?.Dispose();
        Error?.Dispose();
        foreach (var output in Handled)
            output.Dispose();
    }

    /// <summary>
    /// Starts this library as a program, or asks the fork server for a child, and sends it its preparation data.
    /// </summary>
    /// <param name="options">How to start it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="module">The type whose static initialisers it runs first; null for none.</param>
    /// <param name="maxChunks">After how many chunks it ends by itself; 0 for no limit.</param>
    /// <param name="mailboxes">The memory that it shares with its pool; null for none.</param>
    /// <exception cref="ProcessStartException">The system did not start it.</exception>
    public static SpawnedProcess Start(
        ChildProcessOptions options,
        string name,
        Type? module,
        int maxChunks,
        WorkerMailboxes? mailboxes = null
    )
    {
        if (options.StartMethod == StartMethod.ForkServer)
            return ServedProcess.Start(options, name, module, maxChunks, mailboxes);
        if (options.ForkReady && StartMethods.UnsupportedReason(StartMethod.Fork) is { } reason)
            throw new PlatformNotSupportedException(reason);

        var environment = ChildEnvironment.Of(options);
        var changes = options.ForkReady
            ? ForkSafeEnvironment.Variables(environment)
            : ChildEnvironment.RuntimeSettings(environment, isWorker: maxChunks != 1);
        if (options.ServesForks)
            changes.AddRange(ChildEnvironment.RuntimeSettings(environment, isWorker: true));
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
            maxChunks,
            options.ForkReady,
            options.ServesForks,
            options.DisregardsInterrupts,
            options.Worker,
            options.ForkReady ? ForkSafeEnvironment.StackLimitNow : 0,
            [.. before]
        ).Write(message);

        ChildEnvironment.Change(environment, changes);
        var spawned = Start(options, name, environment, mailboxes);
        try
        {
            spawned.Connection.Send(message.WrittenMemory);
        }
        catch (EndOfStreamException)
        {
            // It has ended already; waiting for it shows how.
        }

        return spawned;
    }

    private static SpawnedProcess Start(
        ChildProcessOptions options,
        string name,
        Dictionary<string, string> environment,
        WorkerMailboxes? mailboxes
    )
    {
        try
        {
            var spawned = OperatingSystem.IsWindows()
                ? WindowsSpawner.Start(options, name, environment)
                : PosixSpawner.Start(options, name, environment, mailboxes);
            if (EventLog.IsOn)
                EventLog.Write($"spawned {name} (process {spawned.Process.Id})");
            return spawned;
        }
        catch (Win32Exception failure)
        {
            if (EventLog.IsOn)
                EventLog.Write($"could not spawn {name}: {failure.Message}");
            throw new ProcessStartException(
                $"Cannot start {HostCommandLine.Current.Executable}: {failure.Message}",
                failure
            );
        }
    }
}
