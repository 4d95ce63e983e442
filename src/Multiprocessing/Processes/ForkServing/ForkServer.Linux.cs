using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes.ForkServing;

/// <summary>
/// This program's fork server: a spawned, fork-ready program that forks a child for each request. It is started by the
/// first request, and again when it has ended. CPython: <c>multiprocessing.forkserver</c>.
/// </summary>
/// <remarks>See <c>Processes/ForkServing/README.md</c>.</remarks>
internal sealed class ForkServer
{
    private const string ServerName = "forkserver";

    private static readonly Lock Starting = new();
    private static ForkServer? current;

    private readonly ProcessOwnership ownership = ProcessOwnership.OfThisProcess;
    private readonly Lock requests = new();
    private readonly SpawnedProcess spawned;
    private readonly Descriptor socket;
    private bool hasEnded;

    private ForkServer(SpawnedProcess spawned)
    {
        this.spawned = spawned;
        socket = ((DescriptorConnection)spawned.Connection).Descriptor;
        Environment = ChildEnvironment.Of(new());
        Directory = DirectoryNow;
    }

    /// <summary>The environment variables of the children, unless a child is told others.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>The current directory of the children, unless a child is told another.</summary>
    public string? Directory { get; }

    /// <summary>The current directory of this process; null if it was deleted.</summary>
    public static string? DirectoryNow
    {
        get
        {
            try
            {
                return System.Environment.CurrentDirectory;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    public int Id => spawned.Process.Id;

    /// <summary>The running server of this process; null if it has none.</summary>
    public static ForkServer? Current
    {
        get
        {
            lock (Starting)
                return current is { IsRunning: true } ? current : null;
        }
    }

    /// <summary>The server of this process, which is started if there is none.</summary>
    /// <param name="module">The module of the first child; the server loads its assembly.</param>
    /// <exception cref="ProcessStartException">It cannot be started, or what it preloads failed.</exception>
    public static ForkServer Running(Type? module)
    {
        lock (Starting)
        {
            if (current is { IsRunning: true })
                return current;

            current?.Dispose();
            current = null;
            return current = Start(module, ServerPreload.Begin());
        }
    }

    /// <summary>Sends a request and its descriptors; false if the server has ended.</summary>
    public bool TryRequest(ForkRequest request, ReadOnlySpan<int> descriptors)
    {
        lock (requests)
        {
            if (!hasEnded && !DescriptorMessage.TrySend(socket, request.ToBytes(), descriptors))
                hasEnded = true;
            return !hasEnded;
        }
    }

    /// <summary>How it ended.</summary>
    public string Ending => WorkerLostException.Ending(spawned.Process.Wait(Deadline.After(TimeSpan.FromSeconds(1))));

    private bool IsRunning
    {
        get
        {
            if (!ownership.IsCurrent)
                return false;

            lock (requests)
                return !hasEnded && spawned.Process.ExitCode is null;
        }
    }

    private static ForkServer Start(Type? module, IReadOnlyList<Delegate> preloaded)
    {
        var server = new ForkServer(
            SpawnedProcess.Start(
                new ChildProcessOptions
                {
                    StartMethod = StartMethod.Spawn,
                    ForkReady = true,
                    ServesForks = true,
                    DisregardsInterrupts = true,
                },
                ServerName,
                module: null,
                maxChunks: 0
            )
        );
        try
        {
            server.Prepare(module, preloaded);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    // What a child receives up to its first work.
    private void SendRehearsal()
    {
        var message = new PickleWriter();
        new PreparationData(ServerName, null, "", 1, false, false, false, 0, []).Write(message);
        Send(message);
        message.WriteFunction(DoNothing);
        Send(message);
        Send(message.Begin(MessageKind.Chunk, 0));
    }

    private static void DoNothing() { }

    private void Send(PickleWriter message)
    {
        try
        {
            spawned.Connection.Send(message.WrittenMemory);
        }
        catch (EndOfStreamException)
        {
            // It has ended already, as its answer shows.
        }
    }

    // What it rehearses and must know, and its answer when it is ready. From then on only requests are sent.
    private void Prepare(Type? module, IReadOnlyList<Delegate> preloaded)
    {
        SendRehearsal();
        var names = new PickleWriter();
        Utf16Strings.Write(names, ModuleNames(module, CurrentProcess.Module));
        foreach (var function in preloaded)
            Utf16Strings.Write(names, FunctionReference.To(function).Name);
        Send(names);

        for (var begun = 0; ; )
        {
            if (!spawned.Connection.Receive(out var message))
            {
                hasEnded = true;
                throw new ProcessStartException($"The fork server (process {Id}) {Ending} while it {Doing(begun)}.");
            }

            switch (WorkerProtocol.Kind(message.Span))
            {
                case MessageKind.Entering:
                    begun++;
                    break;
                case MessageKind.Failed:
                    var failure = ExceptionMessage.Read(message.Span, new(PickleTypes.Application));
                    throw new ProcessStartException(
                        $"The fork server (process {Id}) failed while it {Doing(begun)}: {failure.Message}",
                        failure
                    );
                default:
                    return;
            }
        }

        string Doing(int begun) =>
            begun == 0
                ? "was starting"
                : $"ran {CapturedVariables.Display(preloaded[begun - 1].Method)}, which StartMethods.Preload was given";
    }

    private static string?[] ModuleNames(Type? first, Type? second) =>
        [first is null ? null : TypeName.Of(first), second is null ? null : TypeName.Of(second)];

    private void Dispose()
    {
        lock (requests)
        {
            hasEnded = true;
            if (ownership.IsCurrent)
            {
                spawned.Process.Kill();
                spawned.Process.Wait(Deadline.Never);
            }

            spawned.Connection.Dispose();
            spawned.Lifeline?.Dispose();
            spawned.Process.Dispose();
        }
    }
}
