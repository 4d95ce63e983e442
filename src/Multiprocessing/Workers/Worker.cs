using System.Text;
using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Workers;

/// <summary>The child's side: runs what the parent sends until there is no more work.</summary>
internal sealed partial class Worker(Connection connection)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly Pickler pickler = new(PickleTypes.Application) { HandedOver = [] };
    private readonly Unpickler unpickler = new(PickleTypes.Application);
    private readonly PickleWriter answer = new();
    private readonly List<FunctionRunner> functions = [];
    private string? traceContext;

    /// <summary>Runs a module and then work; returns the exit code.</summary>
    /// <param name="module">The module to run first; null for none, as in a forked child.</param>
    /// <param name="tasks">The number of tasks after which the worker ends; 0 for no limit.</param>
    /// <param name="shared">The shared mailboxes, if work also arrives there.</param>
    /// <param name="settings">What its pool asks of it.</param>
    public int Run(Type? module, int tasks, WorkerMailboxes? shared = null, WorkerSettings settings = default)
    {
        try
        {
            (this.settings, mailboxes) = (settings, shared);
            if (!Enter(module) || settings.HasInitializer && !Initialize())
                return 1;

            connection.Send(answer.Begin(MessageKind.Ready).WrittenMemory);
            var (failed, isAsleep) = (false, false);
            for (
                var done = 0;
                !isLeaving && (tasks == 0 || done < tasks) && Next(isAsleep ? null : shared, out var message);

            )
            {
                isAsleep = false;
                switch (WorkerProtocol.Kind(message.Span))
                {
                    case MessageKind.Bell:
                        if (EventLog.IsOn)
                            EventLog.Write("was woken");
                        break;
                    case MessageKind.Chunk or MessageKind.ChunkThatCanEnd:
                        isAsleep = WorkerProtocol.Kind(message.Span) == MessageKind.ChunkThatCanEnd;
                        failed = !RunChunk(message, isAsleep ? shared : null);
                        message = default;
                        connection.ReleaseReceived();
                        done++;
                        CheckMemory();
                        break;
                    case var other:
                        throw new InvalidDataException($"A child received a message of unexpected kind {other}.");
                }
            }

            if (isLeaving)
                Leave();
            WaitUntilArrived();
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
            var succeeded = Answer(function);
            WaitUntilArrived();
            return succeeded ? 0 : 1;
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

    // The next message other than a function, which arrives right before the first chunk that needs it, and other than
    // that answers have arrived.
    private bool Next(WorkerMailboxes? shared, out ReadOnlyMemory<byte> message)
    {
        if (shared is not null)
            Run(shared);
        message = default;
        var idle = EndOfIdleness;
        while (!isLeaving)
        {
            if (TaskBoundary.WorkerIsIdle is { } dropUnused)
                WaitOrDrop(dropUnused);
            if (!WaitWhileIdle(idle, shared))
                return !isLeaving && Next(shared, out message);
            if (!connection.Receive(out message))
                return false;

            switch (WorkerProtocol.Kind(message.Span))
            {
                case MessageKind.Function:
                case MessageKind.FunctionPerItem:
                    functions.Add(Function(message.Span));
                    break;
                case MessageKind.TraceContext:
                    traceContext = Encoding.ASCII.GetString(message.Span[1..]);
                    break;
                case MessageKind.Arrived:
                    OnArrived(message.Span);
                    break;
                default:
                    return true;
            }
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

        GC.Collect(idleGeneration);
        idleGeneration = 1;
        dropUnused();
    }

    // Where the mailboxes are given, it sleeps as far as they are concerned when the parent has its answer.
    private bool RunChunk(ReadOnlyMemory<byte> message, WorkerMailboxes? asleep)
    {
        var runner = functions[WorkerProtocol.Number(message.Span)];
        var context = traceContext;
        traceContext = null;
        return Answer(
            (pickler, results) =>
            {
                using var activity = context is null ? null : TaskActivity.Start(context, runner.Function);
                runner.Run(unpickler, message.Span[WorkerProtocol.ChunkHeader..], pickler, results);
            },
            asleep
        );
    }

    private bool Enter(Type? module)
    {
        if (module is not null)
            connection.Send(answer.Begin(MessageKind.Entering).WrittenMemory);
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
        return true;
    }

    private bool Answer(Action<Pickler, PickleWriter> function, WorkerMailboxes? asleep = null)
    {
        var succeeded = true;
        try
        {
            function(pickler, answer.Begin(MessageKind.Results));
        }
        catch (Exception exception)
        {
            ExceptionMessage.Write(exception, pickler, answer);
            succeeded = false;
        }

        FinishAnswer();
        asleep?.Sleep();
        SendAnswer();
        return succeeded;
    }

    private void FinishAnswer()
    {
        TaskBoundary.ValuesArrived?.Invoke();
        KeepHandedOver();
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
