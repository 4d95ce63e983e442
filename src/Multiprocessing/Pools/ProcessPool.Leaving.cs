using Multiprocessing.Connections;
using Multiprocessing.Platform;
using Multiprocessing.Pools;

namespace Multiprocessing;

// Workers that leave because they use too much memory, or had nothing to do.
public sealed partial class ProcessPool
{
    // A chunk that it was sent after its last answer was not run.
    private static void OnLeaving(PoolWorker worker)
    {
        worker.IsLeaving = true;
        if (worker.Call is not { } call)
            return;

        call.PutBack(worker.Chunk);
        worker.MarkIdle();
    }

    // A worker that cannot be sent anything has ended; what it said last, for example that it leaves, has arrived.
    private void OnUnreachable(PoolWorker worker)
    {
        while (worker.Connection.TryReceive(out var message) == Received.Message)
            OnMessage(worker, message.Span);
        OnWorkerLost(worker);
    }

    // Workers may have left since the pool was last driven: they are given nothing.
    private void ReceiveFromLeaving()
    {
        if (options is { IdleTimeout: null, MaxMemoryPerWorker: null })
            return;

        Poll(Deadline.Now);
        ReceiveAll();
    }
}
