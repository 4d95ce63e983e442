namespace Multiprocessing.Workers.Mailboxes;

/// <summary>The state of a mailbox in one word: its ticket, its worker, and its kind.</summary>
internal static class MailboxState
{
    public const long Free = 0;

    private const int WorkerIndexAt = 2,
        TicketAt = 16;
    private const long ReadyKind = 1,
        RunningKind = 2,
        DoneKind = 3,
        Kind = 3;

    /// <summary>Filled, and not claimed yet.</summary>
    public static long Ready(long ticket) => (ticket << TicketAt) | ReadyKind;

    /// <summary>Claimed by a worker, which runs it.</summary>
    public static long Running(long ticket, int workerIndex) =>
        (ticket << TicketAt) | ((long)workerIndex << WorkerIndexAt) | RunningKind;

    /// <summary>The state of a running mailbox once it holds the answer.</summary>
    public static long Done(long running) => running | DoneKind;

    public static bool IsReady(long state) => (state & Kind) == ReadyKind;

    public static bool IsRunning(long state) => (state & Kind) == RunningKind;

    public static bool IsDone(long state) => (state & Kind) == DoneKind;

    public static int WorkerIndex(long state) => (int)(state >> WorkerIndexAt) & (MailboxMemory.MaxWorkers - 1);

    public static long Ticket(long state) => state >> TicketAt;
}
