using Multiprocessing.Platform;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Workers;

// A worker that ends although there may be more work: it uses too much memory, or had nothing to do. The last that it
// says is that it leaves. A chunk that its parent has sent meanwhile was not run, as the parent then knows.
internal sealed partial class Worker
{
    private WorkerSettings settings;
    private WorkerMailboxes? mailboxes;
    private bool isLeaving;

    private Deadline EndOfIdleness =>
        settings.IdleMilliseconds == 0
            ? Deadline.Never
            : Deadline.After(TimeSpan.FromMilliseconds(settings.IdleMilliseconds));

    // After each task, when the answer is on its way.
    private void CheckMemory()
    {
        if (settings.MaxMemory == 0 || !ProcessMemory.Exceeds(settings.MaxMemory))
            return;

        // Garbage does not count.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        isLeaving = ProcessMemory.Exceeds(settings.MaxMemory);
    }

    // Waits for a message, but not longer than a worker may be idle; false if this one leaves, or must look into the
    // mailboxes again.
    private bool WaitWhileIdle(Deadline idle, WorkerMailboxes? shared)
    {
        if (settings.IdleMilliseconds == 0 || connection.WaitToReceive(idle) || arrived != handedOver)
            return true;

        // Where the parent has marked this worker as awake, a message is on its way.
        var isEmpty = true;
        if (mailboxes?.TryAwake(out isEmpty) == false)
            return true;

        // One that may not claim before it is woken leaves what there is to others.
        isLeaving = isEmpty || shared is null;
        return false;
    }

    private void Leave()
    {
        if (EventLog.IsOn)
            EventLog.Write("leaves");
        mailboxes?.TryAwake(out _);
        connection.Send(answer.Begin(MessageKind.Leaving).WrittenMemory);
    }
}
