namespace Multiprocessing.Workers.Mailboxes;

/// <summary>
/// What wakes a sleeping parent: fewer unclaimed tickets than a number when a chunk is done, a worker that falls
/// asleep, or either.
/// </summary>
internal static class WakeCondition
{
    /// <summary>The number that wakes it for each chunk that is done.</summary>
    public const int EachDone = IdleWorker - 1;

    private const int IdleWorker = 1 << 30;

    public static int For(int unclaimedBelow, bool idleWorker) => unclaimedBelow | (idleWorker ? IdleWorker : 0);

    public static int UnclaimedBelow(int condition) => condition & EachDone;

    public static bool WakesForIdleWorker(int condition) => (condition & IdleWorker) != 0;
}
