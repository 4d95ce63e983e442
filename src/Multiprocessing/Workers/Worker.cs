using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Workers;

/// <summary>The child's side: runs what the parent sends until there is no more work.</summary>
internal sealed partial class Worker(Connection connection)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly Pickler pickler = new(PickleTypes.Application);
    private readonly Unpickler unpickler = new(PickleTypes.Application);
    private readonly PickleWriter answer = new();
    private readonly List<FunctionRunner> functions = [];

    /// <summary>Runs a module and then work; returns the exit code.</summary>
    /// <param name="module">The module to run first; null for none, as in a forked child.</param>
    /// <param name="tasks">The number of tasks after which the worker ends; 0 for no limit.</param>
    /// <param name="shared">The shared mailboxes, if work also arrives there.</param>
    public int Run(Type? module, int tasks, WorkerMailboxes? shared = null)
    {
        try
        {
            if (!Enter(module))
                return 1;

            var failed = false;
            for (var done = 0; (tasks == 0 || done < tasks) && Next(shared, out var message); )
            {
                switch (WorkerProtocol.Kind(message.Span))
                {
                    case MessageKind.Bell:
                        if (EventLog.IsOn)
                            EventLog.Write("was woken");
                        break;
                    case MessageKind.Chunk:
                        failed = !RunChunk(message);
                        message = default;
                        connection.ReleaseReceived();
                        done++;
                        break;
                    case var other:
                        throw new InvalidDataException($"A child received a message of unexpected kind {other}.");
                }
            }

            return failed && tasks == 1 ? 1 : 0;
        }
        catch (EndOfStreamException)
        {
            // The parent has ended, or no longer wants an answer.
            return 0;
        }
    }

    /// <summary>Runs one function and answers with its results or its failure; returns the exit code.</summary>
    public int Run(Action<Pickler, PickleWriter> function)
    {
        try
        {
            return Answer(function) ? 0 : 1;
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
    }

    /// <summary>Answers that the module cannot be found here; returns the exit code.</summary>
    public int Refuse(Exception exception)
    {
        try
        {
            Fail(exception);
        }
        catch (EndOfStreamException)
        {
            // Nobody waits for it any more.
        }

        return 1;
    }

    // The next message other than a function, which arrives right before the first chunk that needs it.
    private bool Next(WorkerMailboxes? shared, out ReadOnlyMemory<byte> message)
    {
        if (shared is not null)
            Run(shared);
        if (TaskBoundary.WorkerIsIdle is { } dropUnused)
            WaitOrDrop(dropUnused);
        while (connection.Receive(out message))
        {
            if (WorkerProtocol.Kind(message.Span) is not (MessageKind.Function or MessageKind.FunctionPerItem))
                return true;

            functions.Add(Function(message.Span));
        }

        return false;
    }

    // A function that cannot be found fails the chunks that need it, not the worker.
    private static FunctionRunner Function(ReadOnlySpan<byte> message)
    {
        try
        {
            return FunctionRunner.For(message);
        }
        catch (Exception exception)
        {
            return new MissingFunctionRunner(exception);
        }
    }

    // A collection shows which values the tasks have dropped; without this one, none might run for a long time.
    private void WaitOrDrop(Action dropUnused)
    {
        if (connection.WaitToReceive(Deadline.After(Idle)))
            return;

        GC.Collect(1);
        dropUnused();
    }

    private bool RunChunk(ReadOnlyMemory<byte> message)
    {
        var runner = functions[WorkerProtocol.Number(message.Span)];
        return Answer(
            (pickler, results) => runner.Run(unpickler, message.Span[WorkerProtocol.ChunkHeader..], pickler, results)
        );
    }

    private bool Enter(Type? module)
    {
        try
        {
            ProgramModule.Enter(module);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return false;
        }

        ProgramModule.BeingRun = null;
        connection.Send(answer.Begin(MessageKind.Ready).WrittenMemory);
        return true;
    }

    private bool Answer(Action<Pickler, PickleWriter> function)
    {
        try
        {
            function(pickler, answer.Begin(MessageKind.Results));
            TaskBoundary.ValuesArrived?.Invoke();
        }
        catch (Exception exception)
        {
            Fail(exception);
            return false;
        }

        SendAnswer();
        return true;
    }

    private void Fail(Exception exception)
    {
        ExceptionMessage.Write(exception, pickler, answer);
        SendAnswer();
    }

    private void SendAnswer()
    {
        connection.Send(answer.WrittenMemory);
        answer.Clear(WorkerProtocol.KeptBuffer);
    }
}
