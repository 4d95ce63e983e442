namespace Multiprocessing.Workers.Mailboxes;

/// <summary>
/// What a sleeping parent is rung for: that fewer tickets than a number are unclaimed when a chunk is done, and, or,
/// that a worker falls asleep.
/// </summary>
internal static class WakeCondition
{
    /// <summary>As the number: any chunk that is done.</summary>
    public const int EachDone = Sleeper - 1;

    private const int Sleeper = 1 << 30;

    public static int For(int unclaimedBelow, bool sleeper) => unclaimedBelow | (sleeper ? Sleeper : 0);

    public static int UnclaimedBelow(int wanted) => wanted & EachDone;

    public static bool WakesForIdleWorker(int wanted) => (wanted & Sleeper) != 0;
}
