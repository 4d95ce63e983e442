using System.ComponentModel;
using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Processes.ForkServing;

/// <summary>Starts a child by the fork server. The child is given its work as a spawned one is.</summary>
internal static class ServedProcess
{
    // A server that ends while it starts a child is replaced this often.
    private const int Attempts = 3;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    /// <summary>Asks the server for a child, and sends that its preparation data.</summary>
    /// <param name="options">How to start it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="module">The type whose static initialisers it runs first; null for none.</param>
    /// <param name="maxChunks">After how many chunks it ends by itself; 0 for no limit.</param>
    /// <param name="mailboxes">The memory that it shares with its pool; null for none.</param>
    /// <exception cref="ProcessStartException">The server could not be started, or did not start it.</exception>
    public static SpawnedProcess Start(
        ChildProcessOptions options,
        string name,
        Type? module,
        int maxChunks,
        WorkerMailboxes? mailboxes
    )
    {
        const int own = 8; // the most descriptors that are not of arguments
        if (options.Given.Count > DescriptorMessage.MaxDescriptors - own)
        {
            throw new ProcessStartException(
                $"{name} cannot be given {options.Given.Count} ends of pipes: the fork server passes on "
                    + $"{DescriptorMessage.MaxDescriptors - own} at most."
            );
        }

        for (var attempt = 1; ; attempt++)
        {
            var server = ForkServer.Running(module);
            try
            {
                if (TryStart(server, options, name, module, maxChunks, mailboxes) is { } started)
                    return started;
            }
            catch (Win32Exception failure)
            {
                throw new ProcessStartException($"Cannot ask the fork server for {name}: {failure.Message}", failure);
            }

            if (attempt == Attempts)
            {
                throw new ProcessStartException(
                    $"{name} could not be started in {Attempts} attempts: the fork server (process {server.Id}) "
                        + $"{server.Ending}."
                );
            }
        }
    }

    // Null if the server has ended.
    private static SpawnedProcess? TryStart(
        ForkServer server,
        ChildProcessOptions options,
        string name,
        Type? module,
        int maxChunks,
        WorkerMailboxes? mailboxes
    )
    {
        var (connection, theirs) = DescriptorConnection.Pair();
        var (reports, reporting) = Descriptor.SocketPair();
        var output = PosixSpawner.Pipe(options, options.StandardOutput);
        var error = PosixSpawner.Pipe(options, options.StandardError);
        ProcessHandle? process = null;
        try
        {
            using (theirs)
            using (reporting)
            using (output?.Write)
            using (error?.Write)
            {
                if (!TryRequest(server, options, mailboxes, theirs, reporting, output?.Write, error?.Write))
                    return null;
            }

            Send(connection, Preparation(server, options, name, module, maxChunks));
            process = Started(server, name, reports);
            return process is null
                ? null
                : PosixSpawner.Started(process, connection, lifeline: null, options, name, output?.Read, error?.Read);
        }
        finally
        {
            if (process is null)
            {
                connection.Dispose();
                reports.Dispose();
                output?.Read.Dispose();
                error?.Read.Dispose();
            }
        }
    }

    private static bool TryRequest(
        ForkServer server,
        ChildProcessOptions options,
        WorkerMailboxes? mailboxes,
        Descriptor connection,
        Descriptor reporting,
        Descriptor? output,
        Descriptor? error
    )
    {
        var flags = options.DisregardsInterrupts ? ForkFlags.DisregardsInterrupts : ForkFlags.None;
        if (options.ForkReady)
            flags |= ForkFlags.ForkReady;
        Span<int> descriptors = stackalloc int[DescriptorMessage.MaxDescriptors];
        descriptors[0] = connection.Value;
        descriptors[1] = reporting.Value;
        var count = 2;
        Add(ForkFlags.Memory, mailboxes?.Memory.Descriptor, descriptors, ref count, ref flags);
        Add(ForkFlags.Output, output, descriptors, ref count, ref flags);
        Add(ForkFlags.Error, error, descriptors, ref count, ref flags);
        if (options.InheritStandardInput)
        {
            flags |= ForkFlags.Input;
            descriptors[count++] = 0;
        }

        foreach (var one in options.Given)
            descriptors[count++] = one.Value;
        var directory = options.WorkingDirectory is { } given ? Path.GetFullPath(given) : ForkServer.DirectoryNow;
        var request = new ForkRequest(
            flags,
            mailboxes?.WorkerIndex ?? 0,
            options.Given.Count,
            directory == server.Directory ? null : directory
        );
        return server.TryRequest(request, descriptors[..count]);
    }

    private static void Add(
        ForkFlags flag,
        Descriptor? descriptor,
        Span<int> descriptors,
        ref int count,
        ref ForkFlags flags
    )
    {
        if (descriptor is null)
            return;

        flags |= flag;
        descriptors[count++] = descriptor.Value;
    }

    private static ServedProcessHandle? Started(ForkServer server, string name, Descriptor reports)
    {
        if (!DescriptorWait.Wait(reports, Deadline.After(AnswerLimit)))
        {
            throw new ProcessStartException(
                $"The fork server (process {server.Id}) did not start {name} within {AnswerLimit.TotalSeconds} seconds."
            );
        }

        if (ForkReport.Receive(reports, out var process) is not { } report)
            return null;
        if (report.Kind != ForkReportKind.Started || process is null)
        {
            process?.Dispose();
            throw new ProcessStartException(
                $"The fork server (process {server.Id}) could not start {name}: {report.Text}"
            );
        }

        if (EventLog.IsOn)
            EventLog.Write($"forked {name} (process {report.Number}) by the fork server (process {server.Id})");
        return new(report.Number, process, reports) { Name = name };
    }

    private static PickleWriter Preparation(
        ForkServer server,
        ChildProcessOptions options,
        string name,
        Type? module,
        int maxChunks
    )
    {
        var message = new PickleWriter();
        new PreparationData(
            name,
            module is null ? null : TypeName.Of(module),
            CurrentProcess.AuthKeyText,
            maxChunks,
            ForkReady: false,
            ServesForks: false,
            DisregardsInterrupts: false,
            options.Worker,
            StackLimit: 0,
            Differences(server.Environment, ChildEnvironment.Of(options))
        ).Write(message);
        return message;
    }

    // The child has the environment of this process as it is now, as a spawned one has.
    private static string?[] Differences(Dictionary<string, string> before, Dictionary<string, string> now)
    {
        var differences = new List<string?>();
        foreach (var (name, value) in now)
        {
            if (!before.TryGetValue(name, out var known) || known != value)
            {
                differences.Add(name);
                differences.Add(value);
            }
        }

        foreach (var name in before.Keys)
        {
            if (!now.ContainsKey(name))
            {
                differences.Add(name);
                differences.Add(null);
            }
        }

        return differences.ToArray();
    }

    private static void Send(DescriptorConnection connection, PickleWriter message)
    {
        try
        {
            connection.Send(message.WrittenMemory);
        }
        catch (EndOfStreamException)
        {
            // The server or the child has ended; the report shows it.
        }
    }
}
