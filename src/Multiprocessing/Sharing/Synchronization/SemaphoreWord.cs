using Multiprocessing.Platform;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>A semaphore in eight bytes of shared memory: its units, and how many may wait. Units have no
/// owner.</summary>
internal readonly struct SemaphoreWord(WaitedWord units)
{
    public int Units => Volatile.Read(ref units.Value);

    /// <summary>Takes a unit; waits until there is one. False when the deadline passed.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled, and nothing was taken.</exception>
    public bool Take(Deadline deadline, CancellationToken cancellation) =>
        units.Wait(static (units, available) => TryTake(units, available), units, deadline, cancellation);

    /// <summary>Adds units; false if there would be more than a limit, and none were added.</summary>
    public bool TryRelease(int count, int limit)
    {
        for (var available = Units; available <= limit - count; )
        {
            var before = Interlocked.CompareExchange(ref units.Value, available + count, available);
            if (before == available)
            {
                units.Wake(count);
                return true;
            }

            available = before;
        }

        return false;
    }

    private static bool TryTake(WaitedWord units, int available)
    {
        while (available > 0)
        {
            var before = Interlocked.CompareExchange(ref units.Value, available - 1, available);
            if (before == available)
                return true;

            available = before;
        }

        return false;
    }
}
