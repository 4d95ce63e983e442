using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes;

/// <summary>
/// A child process that runs one function after another, as its parent calls them. Several threads can call; the calls
/// run one by one.
/// </summary>
internal sealed class ServiceProcess : ChildProcess
{
    private readonly Lock calls = new();
    private readonly PickleWriter function = new(),
        chunk = new();
    private int functions;
    private bool isStopped;

    private ServiceProcess(string name, WorkerProcess worker)
        : base(name, worker.Process, worker.Connection, worker.Spawned) { }

    /// <summary>Starts a child that runs this program's module and then waits for calls.</summary>
    /// <inheritdoc cref="ChildProcess.Start(Action, ChildProcessOptions?)"/>
    public static ServiceProcess Start(ChildProcessOptions options)
    {
        StartMethods.ThrowIfUnusable(options.StartMethod);
        ProgramModule.Enter(CurrentProcess.Module);
        var name = options.Name ?? CurrentProcess.NameChild("service");
        return new(name, WorkerProcess.Start(options, name, maxChunks: 0));
    }

    /// <summary>Runs a function in the child, and waits for its result.</summary>
    /// <exception cref="WorkerLostException">The child has ended, or was stopped.</exception>
    /// <exception cref="InvalidOperationException">This process is a fork of the one that started the
    /// child.</exception>
    /// <exception cref="PicklingException">The argument cannot be pickled; nothing was sent.</exception>
    /// <exception cref="Exception">What the function threw.</exception>
    public TResult Call<T, TResult>(Func<T, TResult> function, T argument)
    {
        if (!IsOurs)
        {
            throw new InvalidOperationException(
                $"{Name} was started by another process: only that one can call functions in it."
            );
        }

        lock (calls)
        {
            return isStopped
                ? throw new WorkerLostException($"{Name} (process {Id}) was stopped.")
                : Call(function, argument, Deadline.Never);
        }
    }

    /// <summary>
    /// Runs a last function in the child, then ends the child and releases what belongs to it; by force, if the child
    /// has not answered within <paramref name="limit"/>. In a forked child of this process it only closes what that has
    /// inherited.
    /// </summary>
    public void Stop<T, TResult>(Func<T, TResult> last, T argument, TimeSpan limit)
    {
        var deadline = Deadline.After(limit);
        if (!calls.TryEnter(limit))
        {
            // The call that another thread waits for ends with the child.
            Kill();
            calls.Enter();
        }

        try
        {
            if (!isStopped)
                RunLast(last, argument, deadline);
        }
        finally
        {
            calls.Exit();
        }
    }

    private void RunLast<T, TResult>(Func<T, TResult> last, T argument, Deadline deadline)
    {
        isStopped = true;
        try
        {
            if (IsOurs)
                Call(last, argument, deadline);
        }
        catch (Exception failure) when (failure is WorkerLostException or TimeoutException)
        {
            // It has ended already, or is killed now.
        }
        finally
        {
            Dispose();
        }
    }

    private TResult Call<T, TResult>(Func<T, TResult> function, T argument, Deadline deadline)
    {
        Send(function, argument);
        while (true)
        {
            switch (Connection.Receive(deadline, out var answer))
            {
                case Received.End:
                    throw Lost();
                case Received.Nothing:
                    throw new TimeoutException($"{Name} did not answer in time.");
                case Received.Message when WorkerProtocol.Kind(answer.Span) == MessageKind.Results:
                    return new Unpickler(PickleTypes.Application).Load<TResult[]>(answer.Span[1..])[0];
                case Received.Message when WorkerProtocol.Kind(answer.Span) == MessageKind.Failed:
                    ExceptionMessage.Throw(ExceptionMessage.Read(answer.Span, new(PickleTypes.Application)));
                    break;
            }
        }
    }

    private void Send<T>(Delegate function, T argument)
    {
        this.function.WriteFunction(function);
        new Pickler(PickleTypes.Application).Dump<T[]>([argument], chunk.Begin(MessageKind.Chunk, functions));
        try
        {
            Connection.Send(this.function.WrittenMemory);
            functions++;
            Connection.Send(chunk.WrittenMemory);
        }
        catch (EndOfStreamException)
        {
            // It has ended; what it said before, such as why its module failed, is still to be received.
        }
    }
}
