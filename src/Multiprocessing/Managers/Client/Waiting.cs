using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// Waits in a server that a client can end: it asks again and again for a short while, so nothing is acquired or taken
/// for a client that has gone on.
/// </summary>
internal static class Waiting
{
    private const double Look = 0.1;

    /// <summary>Tries until it succeeds, or the time is up.</summary>
    /// <param name="timeout">How long; <see cref="Timeout.InfiniteTimeSpan"/> for no end.</param>
    /// <param name="attempt">Tries for some seconds, null for no end.</param>
    /// <param name="cancellation">Ends the wait between two tries.</param>
    public static bool Until(TimeSpan timeout, Func<double?, bool> attempt, CancellationToken cancellation)
    {
        var deadline = Deadline.After(timeout);
        if (!cancellation.CanBeCanceled)
            return attempt(deadline.SecondsLeft);

        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = deadline.SecondsLeft;
            if (attempt(Math.Min(left ?? Look, Look)))
                return true;
            if (left <= Look)
                return false;
        }
    }
}
