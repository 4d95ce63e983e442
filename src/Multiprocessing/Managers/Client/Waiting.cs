using System.Diagnostics;

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
        double? seconds = timeout == Timeout.InfiniteTimeSpan ? null : Math.Max(0, timeout.TotalSeconds);
        if (!cancellation.CanBeCanceled)
            return attempt(seconds);

        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = seconds - Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (attempt(left is null ? Look : Math.Clamp(left.Value, 0, Look)))
                return true;
            if (left <= Look)
                return false;
        }
    }
}
