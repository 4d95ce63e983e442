using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Workers;

// Work that arrives through shared memory.
internal sealed partial class Worker
{
    private readonly Dictionary<int, FunctionRunner> sharedFunctions = [];

    /// <summary>Runs what is there until nothing is left and the parent knows that this worker sleeps.</summary>
    private void Run(WorkerMailboxes shared)
    {
        bool wakeParent;
        do
        {
            while (!isLeaving && shared.TryClaim(out var mailbox))
            {
                if (EventLog.IsOn)
                    EventLog.Write($"claimed mailbox {mailbox}");
                Run(shared, mailbox);
            }
            if (isLeaving)
                return;
        } while (!shared.TrySleep(out wakeParent));
        if (EventLog.IsOn)
            EventLog.Write("sleeps");
        if (wakeParent)
            connection.Send(WorkerProtocol.Bell);
    }

    private void Run(WorkerMailboxes shared, int mailbox)
    {
        try
        {
            Function(shared, shared.Function(mailbox))
                .Run(unpickler, shared.Arguments(mailbox), pickler, answer.Begin(MessageKind.Results));
        }
        catch (Exception exception)
        {
            ExceptionMessage.Write(exception, pickler, answer);
        }

        FinishAnswer();
        if (!shared.TryAnswer(mailbox, answer.Written, out var wakeParent))
        {
            connection.Send(new PickleWriter().Begin(MessageKind.Mailbox, mailbox).WrittenMemory);
            SendAnswer();
        }
        else if (wakeParent)
        {
            connection.Send(WorkerProtocol.Bell);
        }

        CheckMemory();
    }

    private FunctionRunner Function(WorkerMailboxes shared, int at)
    {
        if (!sharedFunctions.TryGetValue(at, out var runner))
            sharedFunctions.Add(at, runner = FunctionRunner.For(shared.FunctionAt(at)));
        return runner;
    }
}
