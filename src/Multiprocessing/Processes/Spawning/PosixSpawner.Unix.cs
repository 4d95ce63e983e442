using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Multiprocessing.Connections;
using Multiprocessing.Platform;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Processes.Spawning;

/// <summary>
/// Starts a program by <c>posix_spawn</c>: <c>System.Diagnostics.Process</c> would add a signal handler and thread-pool
/// work.
/// </summary>
internal static unsafe class PosixSpawner
{
    private const int OpaqueSize = 1024; // larger than any system's posix_spawn structures and signal sets

    private static readonly Lock Starting = new();

    public static SpawnedProcess Start(
        ChildProcessOptions options,
        string name,
        Dictionary<string, string> environment,
        WorkerMailboxes? mailboxes
    )
    {
        UnixProcessHandle.KeepExitStates();
        var host = HostCommandLine.Current;
        var (connection, theirs) = DescriptorConnection.Pair();
        var (watched, lifeline) = Descriptor.Pipe();
        var output = Pipe(options, options.StandardOutput);
        var error = Pipe(options, options.StandardError);
        try
        {
            var channel = string.Create(CultureInfo.InvariantCulture, $"{theirs.Value},{watched.Value}");
            if (mailboxes is not null)
            {
                channel = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{channel},{mailboxes.Memory.Descriptor.Value},{mailboxes.WorkerIndex}"
                );
            }

            if (host.IsApplication)
                environment[ChildEnvironment.Channel] = channel;

            string[] arguments = [host.Executable, .. host.Arguments, channel];
            (Descriptor, int)[] descriptors =
            [
                (theirs, theirs.Value),
                (watched, watched.Value),
                .. Shared(mailboxes),
                .. options.Given.Select(static given => (given, given.Value)),
                .. Standard(output?.Write, 1),
                .. Standard(error?.Write, 2),
            ];
            int pid;
            lock (Starting)
            {
                pid = options.ForkReady
                    ? ForkSafeEnvironment.WithLargeStacks(() =>
                        Spawn(host.Executable, arguments, environment, descriptors, options)
                    )
                    : Spawn(host.Executable, arguments, environment, descriptors, options);
            }

            var process = new UnixProcessHandle(pid) { Name = name };
            return Started(process, connection, lifeline, options, name, output?.Read, error?.Read);
        }
        catch
        {
            connection.Dispose();
            lifeline.Dispose();
            output?.Read.Dispose();
            error?.Read.Dispose();
            throw;
        }
        finally
        {
            theirs.Dispose();
            watched.Dispose();
            output?.Write.Dispose();
            error?.Write.Dispose();
        }
    }

    private static IEnumerable<(Descriptor, int)> Shared(WorkerMailboxes? mailboxes)
    {
        if (mailboxes is not null)
            yield return (mailboxes.Memory.Descriptor, mailboxes.Memory.Descriptor.Value);
    }

    private static IEnumerable<(Descriptor, int)> Standard(Descriptor? descriptor, int number) =>
        descriptor is null ? [] : [(descriptor, number)];

    /// <summary>A child that runs.</summary>
    /// <param name="process">The process.</param>
    /// <param name="connection">This side of the connection to it.</param>
    /// <param name="lifeline">What it watches; null for nothing.</param>
    /// <param name="options">How it was started.</param>
    /// <param name="name">Its name.</param>
    /// <param name="output">Where its standard output is read; null where it is inherited.</param>
    /// <param name="error">Where its standard error is read; null where it is inherited.</param>
    public static SpawnedProcess Started(
        ProcessHandle process,
        Connection connection,
        IDisposable? lifeline,
        ChildProcessOptions options,
        string name,
        Descriptor? output,
        Descriptor? error
    )
    {
        var isRead = options.RedirectOutput;
        return new(process, connection, lifeline, isRead ? Reader(output!) : null, isRead ? Reader(error!) : null)
        {
            Handled = [.. Handle(name, options.StandardOutput, output), .. Handle(name, options.StandardError, error)],
        };
    }

    /// <summary>A pipe for what a child writes to a stream; null where it inherits the stream.</summary>
    public static (Descriptor Read, Descriptor Write)? Pipe(ChildProcessOptions options, ChildOutputHandler? handler) =>
        options.RedirectOutput || handler is not null ? Descriptor.Pipe() : null;

    private static FileStream Reader(Descriptor descriptor) =>
        new(new SafeFileHandle(descriptor.Release(), ownsHandle: true), FileAccess.Read, bufferSize: 0);

    private static IEnumerable<OutputPipe> Handle(string name, ChildOutputHandler? handler, Descriptor? read) =>
        handler is null ? [] : [new(read!, new(name, handler, Encoding.UTF8))];

    // Duplicated onto itself, a descriptor survives the execution by glibc 2.29 and musl 1.1.22. On macOS dup2 leaves
    // such a descriptor as it is, to be closed at the execution, and an action of its own keeps it.
    private static void Keep(void* actions, int from, int to)
    {
        _ = from == to && OperatingSystem.IsMacOS() ? Libc.AddInherit(actions, from) : Libc.AddDup2(actions, from, to);
    }

    private static int Spawn(
        string path,
        string[] arguments,
        Dictionary<string, string> environment,
        (Descriptor From, int To)[] descriptors,
        ChildProcessOptions options
    )
    {
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        using var memory = new NativeStrings();
        _ = Libc.InitFileActions(actions);
        _ = Libc.InitSpawnAttributes(attributes);
        try
        {
            if (!options.InheritStandardInput && !Array.Exists(descriptors, static pair => pair.To == 0))
                _ = Libc.AddOpen(actions, 0, memory.Add(StandardInput.Nothing), 0, 0);
            foreach (var (from, to) in descriptors)
                Keep(actions, from.Value, to);
            if (options.WorkingDirectory is { } directory)
                _ = Libc.AddChangeDirectory(actions, memory.Add(Path.GetFullPath(directory)));
            SetSignals(attributes, options.DisregardsInterrupts);
            int pid;
            var failure = Libc.Spawn(
                &pid,
                memory.Add(path),
                actions,
                attributes,
                memory.Add(arguments),
                memory.Add(environment.Select(pair => $"{pair.Key}={pair.Value}"))
            );
            return failure == 0
                ? pid
                : throw new ProcessStartException($"Cannot start {path}: {Marshal.GetPInvokeErrorMessage(failure)}.");
        }
        finally
        {
            _ = Libc.DestroyFileActions(actions);
            _ = Libc.DestroySpawnAttributes(attributes);
        }
    }

    // A child starts with no signal blocked and with the default SIGCHLD: if that is ignored, exit states are lost. One
    // that disregards SIGINT starts with that blocked: it might arrive before the child can say so.
    private static void SetSignals(void* attributes, bool disregardsInterrupts)
    {
        const short setDefault = 4,
            setMask = 8;
        var set = stackalloc byte[OpaqueSize];
        _ = Libc.EmptySignalSet(set);
        if (disregardsInterrupts)
            _ = Libc.AddToSignalSet(set, Libc.SigInt);
        _ = Libc.SetSpawnSignalMask(attributes, set);
        _ = Libc.EmptySignalSet(set);
        _ = Libc.AddToSignalSet(set, Libc.SigChld);
        _ = Libc.SetSpawnDefaultSignals(attributes, set);
        _ = Libc.SetSpawnFlags(attributes, setDefault | setMask);
    }

    /// <summary>C strings and vectors of them, for the duration of one call.</summary>
    private sealed class NativeStrings : IDisposable
    {
        private readonly List<nint> owned = [];

        public byte* Add(string text)
        {
            var bytes = Encoding.UTF8.GetByteCount(text);
            var start = (byte*)Allocate(bytes + 1);
            Encoding.UTF8.GetBytes(text, new Span<byte>(start, bytes));
            start[bytes] = 0;
            return start;
        }

        public byte** Add(IEnumerable<string> texts)
        {
            var all = texts.ToList();
            var start = (byte**)Allocate((all.Count + 1) * sizeof(nint));
            for (var i = 0; i < all.Count; i++)
                start[i] = Add(all[i]);
            start[all.Count] = null;
            return start;
        }

        public void Dispose() => owned.ForEach(memory => NativeMemory.Free((void*)memory));

        private void* Allocate(int bytes)
        {
            var memory = NativeMemory.Alloc((nuint)bytes);
            owned.Add((nint)memory);
            return memory;
        }
    }
}
