using Multiprocessing.Connections;
using Multiprocessing.Platform;
using Multiprocessing.Pools;
using Multiprocessing.Workers;

namespace Multiprocessing;

// What the workers send: answers, failures, and the end of their connections.
public sealed partial class ProcessPool
{
    // A connection that holds more is signalled again.
    private void Receive(PoolWorker worker)
    {
        try
        {
            if (worker.Connection.IsSending && !worker.Connection.ContinueSending())
                return;
        }
        catch (EndOfStreamException)
        {
            OnUnreachable(worker);
            return;
        }

        while (true)
        {
            switch (worker.Connection.TryReceive(out var message))
            {
                case Received.Nothing:
                    return;
                case Received.End:
                    OnWorkerLost(worker);
                    return;
                default:
                    OnMessage(worker, message.Span);
                    worker.Connection.ReleaseReceived();
                    if (!worker.Connection.HasMessage)
                        return;
                    break;
            }
        }
    }

    private void OnMessage(PoolWorker worker, ReadOnlySpan<byte> message)
    {
        var (call, chunk) = (worker.Call, worker.Chunk);
        switch (WorkerProtocol.Kind(message))
        {
            case MessageKind.Ready:
                worker.Stage = ChildStage.Working;
                failedStarts = 0;
                break;
            case MessageKind.Entering:
                worker.Stage = ChildStage.RunningModule;
                break;
            case MessageKind.Initializing:
                worker.Stage = ChildStage.Initializing;
                break;
            case MessageKind.Leaving:
                OnLeaving(worker);
                break;
            case MessageKind.Bell:
                break;
            case MessageKind.Mailbox when mailboxes is not null && call is null:
                (call, chunk) = mailboxes.Remove(WorkerProtocol.Number(message));
                worker.MarkBusy(call, chunk);
                break;
            case MessageKind.Results or MessageKind.Failed when call is not null:
                worker.MarkIdle();
                if (EventLog.IsOn)
                    EventLog.Write($"{worker.Name} answered chunk {chunk} of call {call.Number}");
                OnAnswer(call, chunk, worker.Index, message);
                break;
            case MessageKind.Failed when worker.Stage == ChildStage.Initializing:
                OnInitializerThrew(worker, ExceptionMessage.Read(message, unpickler));
                break;
            case MessageKind.Failed:
                // Its module's initialiser threw, and would throw again in each worker that replaced it.
                Break(ExceptionMessage.Read(message, unpickler));
                break;
            default:
                throw new InvalidDataException($"{worker.Name} sent an unexpected message.");
        }
    }

    private void OnAnswer(PoolCall call, int chunk, int workerIndex, ReadOnlySpan<byte> message)
    {
        if (WorkerProtocol.Kind(message) == MessageKind.Results)
            call.Complete(chunk, message[1..], unpickler);
        else
            call.Fail(chunk, ExceptionMessage.Read(message, unpickler));
        if (call.IsSettled)
            Monitor.PulseAll(poolLock);
        if (WorkerProtocol.IsHandOver(message))
            NoteHandOver(workerIndex);
    }

    private void NoteHandOver(int workerIndex)
    {
        hasHandOvers = true;
        if (workers.Find(worker => worker.Index == workerIndex) is { } worker)
            worker.HandOvers++;
    }

    // Workers keep the objects of proxies in their answers until this process has registered the proxies, which is done
    // without the pool's lock: it takes as long as the server takes.
    private void ConfirmHandOvers()
    {
        if (!hasHandOvers)
            return;

        hasHandOvers = false;
        Monitor.Exit(poolLock);
        try
        {
            TaskBoundary.ValuesArrived?.Invoke();
        }
        finally
        {
            Monitor.Enter(poolLock);
        }

        foreach (var worker in workers)
            hasHandOvers |= !worker.TryConfirmArrival();
    }

    private void OnWorkerLost(PoolWorker worker)
    {
        if (EventLog.IsOn)
            LogLoss(worker);
        workers.Remove(worker);
        var exitCode = worker.Wait(Deadline.After(ExitLimit));
        // A worker that runs on without its connection must not answer in a mailbox that holds another chunk by then.
        worker.Kill();
        worker.Wait(Deadline.Never);
        // What it has answered is collected before another worker has its index.
        mailboxes?.Collect(onAnswer);
        var lost = new WorkerLostException(worker.Name, worker.Id, exitCode, worker.Stage);
        if (worker.KilledFor is { } reason)
            worker.Call?.Fail(worker.Chunk, reason);
        else
            worker.Call?.Lose(worker.Chunk, lost);
        if (mailboxes?.Lose(worker.Index) is var (call, chunk))
            call.Lose(chunk, lost);
        Monitor.PulseAll(poolLock);

        worker.Dispose();
        OnEnded(worker, EndOf(worker), exitCode);

        // An end before any work is retried a few times only.
        if (!worker.IsReady)
            OnLostWhileStarting(worker, lost);
    }

    private WorkerEnd EndOf(PoolWorker worker) =>
        worker.IsLeaving ? WorkerEnd.Finished
        : worker.KilledFor is TimeoutException ? WorkerEnd.TimedOut
        : worker.KilledFor is not null ? WorkerEnd.Cancelled
        : worker.Call is null && worker.ChunksGiven == options.MaxTasksPerWorker ? WorkerEnd.Finished
        : WorkerEnd.Lost;

    // Ends the calls that wait now. The next call starts workers again: what ended these may have passed.
    private void GiveUp(Exception reason)
    {
        failedStarts = 0;
        foreach (var call in calls)
            call.GivenUp ??= reason;
        prepared = null;
        mailboxes?.Reclaim();
        if (EventLog.IsOn)
            LogState($"gives up: {reason.Message}");
        Monitor.PulseAll(poolLock);
    }
}
