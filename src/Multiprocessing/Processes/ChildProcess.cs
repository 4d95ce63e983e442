using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Processes;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers;

namespace Multiprocessing;

/// <summary>A child process that runs one function and ends. CPython: <c>multiprocessing.Process</c>.</summary>
/// <remarks>
/// The child dies with this process, however this process ends: it is what CPython calls a daemon, only that it is
/// killed also when this process is. A program that wants the child to finish its work waits for it. (CPython waits at
/// its end for children that are no daemons.) Under <see cref="StartMethod.Spawn"/> and
/// <see cref="StartMethod.ForkServer"/> the child first runs the function's module (the type that declares it) again,
/// and arguments are copies; under <see cref="StartMethod.Fork"/> the child is a copy of this process in its present
/// state. A function that captured
/// variables is refused under every start method. Ctrl-C (SIGINT) reaches a child as it reaches this process,
/// and ends it unless it handles that, as in CPython. (On Unix, the workers of a <see cref="ProcessPool"/> and the
/// process of a <see cref="Manager"/> leave it to this process.)
/// </remarks>
public partial class ChildProcess : IDisposable
{
    private readonly ProcessHandle process;
    private readonly SpawnedProcess? spawned;
    private readonly ProcessOwnership ownership = ProcessOwnership.OfThisProcess;
    private readonly Lock receiving = new();
    private bool connectionEnded;

    // Kept so that the objects behind proxies in it live at least as long as the child.
    private object? argument;

    private protected ChildProcess(string name, ProcessHandle process, Connection connection, SpawnedProcess? spawned)
    {
        (Name, this.process, Connection, this.spawned) = (name, process, connection, spawned);
        Stage = spawned is null ? ChildStage.Working : ChildStage.Starting;
    }

    /// <summary>The child's name: its <see cref="CurrentProcess.Name"/>.</summary>
    public string Name { get; }

    /// <summary>The child's process id.</summary>
    public int Id => process.Id;

    /// <summary>
    /// Null while the child runs; then its exit code: 0, 1 if its function threw, or the negative number of the signal
    /// that killed it.
    /// </summary>
    /// <exception cref="InvalidOperationException">This process is a fork of the one that started the
    /// child.</exception>
    public int? ExitCode
    {
        get
        {
            // A child whose result fills the connection ends only after the result is received.
            DrainAnswer(Deadline.Now);
            return process.ExitCode;
        }
    }

    /// <summary>Whether the child is still running.</summary>
    /// <exception cref="InvalidOperationException">This process is a fork of the one that started the
    /// child.</exception>
    public bool IsAlive => ExitCode is null;

    /// <summary>
    /// What the child and its descendants write to standard output; it ends when all of them have ended.
    /// </summary>
    internal Stream StandardOutput =>
        spawned?.Output ?? throw new InvalidOperationException($"The output of {Name} is not redirected.");

    /// <summary>What the child and its descendants write to standard error.</summary>
    internal Stream StandardError =>
        spawned?.Error ?? throw new InvalidOperationException($"The output of {Name} is not redirected.");

    /// <summary>Whether this process started the child, and is not a fork of the one that did.</summary>
    internal bool IsOurs => ownership.IsCurrent;

    /// <summary>The connection over which the child is given its work and answers.</summary>
    private protected Connection Connection { get; }

    /// <summary>
    /// The pickle of its function's result, in an array of one; empty if the function returns nothing.
    /// </summary>
    private protected ReadOnlyMemory<byte>? Answer { get; private set; }

    private protected Exception? Thrown { get; private set; }

    /// <summary>How far it has come; a forked child begins with its work.</summary>
    private protected ChildStage Stage { get; set; }

    /// <summary>
    /// The child's name, process id and state: whether it is starting, runs its module, runs, or how it ended.
    /// </summary>
    public override string ToString() =>
        $"{Name} (process {Id}) {(IsOurs ? State : $"was started by process {ownership.ProcessId}")}";

    // Receives nothing, so that a debugger can ask while a thread waits for the child.
    private string State =>
        process.IsKnownToHaveEnded || process.ExitCode is not null ? process.KnownState
        : Stage == ChildStage.Working || HasSentMore ? "is running"
        : Stage == ChildStage.RunningModule ? "runs its module"
        : "is starting";

    private bool HasSentMore => !connectionEnded && Connection.WaitToReceive(Deadline.Now);

    /// <summary>Waits until the child has ended.</summary>
    /// <exception cref="Exception">What its function threw, as the same type if that can be pickled, with a
    /// <see cref="RemoteException"/> innermost.</exception>
    /// <exception cref="InvalidOperationException">This process is a fork of the one that started the
    /// child.</exception>
    public void Join() => Join(Timeout.InfiniteTimeSpan);

    /// <summary>Waits at most <paramref name="timeout"/> for the child to end.</summary>
    /// <returns>Whether it has ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative.</exception>
    /// <exception cref="Exception">What its function threw, as the same type if that can be pickled, with a
    /// <see cref="RemoteException"/> innermost.</exception>
    /// <exception cref="InvalidOperationException">This process is a fork of the one that started the
    /// child.</exception>
    public bool Join(TimeSpan timeout)
    {
        var deadline = Deadline.OfTimeout(timeout);
        if (!DrainAnswer(deadline) || process.Wait(deadline) is null)
            return false;

        spawned?.FlushOutput();
        if (Thrown is not null)
            ExceptionMessage.Throw(Thrown);

        return true;
    }

    /// <summary>
    /// Asks the child to end: SIGTERM on Unix, which ends the child unless the child handles it. On Windows the same as
    /// <see cref="Kill"/>.
    /// </summary>
    public void Terminate() => process.Terminate();

    /// <summary>Ends the child at once: SIGKILL on Unix.</summary>
    public void Kill() => process.Kill();

    /// <summary>Kills the child if it is still running, waits for its end and releases its resources.</summary>
    public void Dispose()
    {
        // In a forked child this object represents a process of the parent.
        if (IsOurs && process.ExitCode is null)
        {
            process.Kill();
            process.Wait(Deadline.Never);
        }

        ChildWatcher.Forget(this);
        if (IsOurs)
            Connection.End(); // the wait of another thread
        lock (receiving)
        {
            connectionEnded = true;
            Connection.Dispose();
        }

        EndWaits();
        spawned?.Lifeline?.Dispose();
        spawned?.DisposeOutput();
        spawned?.FlushOutput();
        process.Dispose();
        argument = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Why there is no result.</summary>
    private protected WorkerLostException Lost() => new(Name, Id, process.ExitCode, Stage);

    // Receives everything that the child sends; false when the deadline passed.
    private bool DrainAnswer(Deadline deadline)
    {
        if (!IsOurs)
        {
            throw new InvalidOperationException(
                $"{Name} was started by another process (process {ownership.ProcessId}): "
                    + "only that one can wait for it."
            );
        }

        while (!receiving.TryEnter(deadline.MillisecondsLeft))
        {
            if (deadline.HasPassed)
                return connectionEnded;
        }

        try
        {
            while (!connectionEnded)
            {
                if (!Connection.WaitToReceive(deadline))
                    return false;

                Receive();
            }

            return true;
        }
        finally
        {
            receiving.Exit();
        }
    }

    private void Receive()
    {
        switch (Connection.TryReceive(out var message))
        {
            case Received.End:
                connectionEnded = true;
                break;
            case Received.Message:
                OnMessage(message);
                break;
        }
    }

    private void OnMessage(ReadOnlyMemory<byte> message)
    {
        switch (WorkerProtocol.Kind(message.Span))
        {
            case MessageKind.Entering:
                Stage = ChildStage.RunningModule;
                return;
            case MessageKind.Ready:
                Stage = ChildStage.Working;
                return;
            case MessageKind.Results:
                Answer = message[1..].ToArray();
                if (WorkerProtocol.IsHandOver(message.Span))
                    TakeOver();
                return;
            case MessageKind.Failed:
                Thrown = ExceptionMessage.Read(message.Span, new Unpickler(PickleTypes.Application));
                if (WorkerProtocol.IsHandOver(message.Span))
                    ConfirmArrival();
                return;
        }
    }

    /// <summary>
    /// Loads an answer that holds proxies: the child ends when their objects have been registered for this process.
    /// </summary>
    private protected virtual void TakeOver() => ConfirmArrival();

    private protected void ConfirmArrival()
    {
        TaskBoundary.ValuesArrived?.Invoke();
        try
        {
            Connection.Send(new PickleWriter().Begin(MessageKind.Arrived, 1).WrittenMemory);
        }
        catch (EndOfStreamException)
        {
            // It has ended.
        }
    }
}
