using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// A wait in the server that the client can cancel: a series of calls that each wait a short while, so the server
/// acquires or takes nothing for a client that has stopped waiting.
/// </summary>
internal static class CancellableWait
{
    private const double SecondsPerCall = 0.1;

    /// <summary>Tries until an attempt succeeds; false when the time is up.</summary>
    /// <param name="timeout">How long; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="attempt">Tries for a number of seconds; null for no limit.</param>
    /// <param name="cancellation">Cancels the wait, between two attempts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative.</exception>
    public static bool Until(TimeSpan timeout, Func<double?, bool> attempt, CancellationToken cancellation)
    {
        var deadline = Deadline.OfTimeout(timeout);
        if (!cancellation.CanBeCanceled)
            return attempt(deadline.SecondsLeft);

        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = deadline.SecondsLeft;
            if (attempt(Math.Min(left ?? SecondsPerCall, SecondsPerCall)))
                return true;
            if (left <= SecondsPerCall)
                return false;
        }
    }
}
