namespace Multiprocessing.Workers.Mailboxes;

/// <summary>
/// What a sleeping parent is rung for: that fewer tickets than a number are unclaimed when a chunk is done, and, or,
/// that a worker falls asleep.
/// </summary>
internal static class WakeCondition
{
    /// <summary>As the number: any chunk that is done.</summary>
    public const int EachDone = IdleWorker - 1;

    private const int IdleWorker = 1 << 30;

    public static int For(int unclaimedBelow, bool idleWorker) => unclaimedBelow | (idleWorker ? IdleWorker : 0);

    public static int UnclaimedBelow(int condition) => condition & EachDone;

    public static bool WakesForIdleWorker(int condition) => (condition & IdleWorker) != 0;
}
