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
            OnWorkerLost(worker);
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
                worker.IsReady = true;
                failedStarts = 0;
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
                OnAnswer(call, chunk, message);
                break;
            case MessageKind.Failed:
                // Its module's initialiser threw, and would throw again in each worker that replaced it.
                broken = ReadFailure(message);
                Monitor.PulseAll(poolLock);
                break;
            default:
                throw new InvalidDataException($"{worker.Name} sent an unexpected message.");
        }
    }

    private void OnAnswer(PoolCall call, int chunk, ReadOnlySpan<byte> message)
    {
        if (WorkerProtocol.Kind(message) == MessageKind.Results)
            call.Complete(chunk, message[1..], unpickler);
        else
            call.Fail(chunk, ReadFailure(message));
        if (call.IsFinished)
            Monitor.PulseAll(poolLock);
    }

    private Exception ReadFailure(ReadOnlySpan<byte> message)
    {
        try
        {
            return ExceptionMessage.Read(message, unpickler);
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private void OnWorkerLost(PoolWorker worker)
    {
        if (EventLog.IsOn)
            LogLoss(worker);
        workers.Remove(worker);
        var lost = new WorkerLostException(worker.Name, worker.Id, worker.Wait(Deadline.After(ExitLimit)));
        worker.Call?.Fail(worker.Chunk, lost);
        if (mailboxes?.Lose(worker.Index) is var (call, chunk))
            call.Fail(chunk, lost);
        Monitor.PulseAll(poolLock);

        // A crash before any work is retried a few times only.
        if (!worker.IsReady && ++failedStarts > options.Workers)
            broken ??= lost;
        worker.Kill();
        worker.Wait(Deadline.Never);
        worker.Dispose();
    }
}
