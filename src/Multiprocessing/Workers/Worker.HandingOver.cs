namespace Multiprocessing.Workers;

// Proxies in answers. Their objects live as long as a process has a reference to them: this one keeps its own until the
// parent has said that it has obtained some, however long that takes, and does not end before.
internal sealed partial class Worker
{
    private int kept,
        handedOver,
        arrived;

    // What an idle worker collects. What was kept may have grown old.
    private int idleGeneration = 1;

    private void KeepHandedOver()
    {
        if (pickler.HandedOver!.Count == kept)
            return;

        kept = pickler.HandedOver.Count;
        handedOver++;
        answer.MarkHandOver();
    }

    // Answers through mailboxes and over the connection can overtake each other: only when all have arrived is it known
    // which have.
    private void OnArrived(ReadOnlySpan<byte> message)
    {
        arrived = WorkerProtocol.Number(message);
        if (arrived != handedOver)
            return;

        foreach (var letGo in pickler.HandedOver!)
        {
            idleGeneration = Math.Max(idleGeneration, GC.GetGeneration(letGo.Target!));
            letGo();
        }

        pickler.HandedOver.Clear();
        kept = 0;
    }

    // Ends early when the parent has ended, or wants nothing more.
    private void WaitUntilArrived()
    {
        while (arrived != handedOver && connection.Receive(out var message))
        {
            if (WorkerProtocol.Kind(message.Span) == MessageKind.Arrived)
                OnArrived(message.Span);
        }
    }
}
