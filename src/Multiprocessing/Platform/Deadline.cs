using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Platform;

/// <summary>The point in time at which a wait gives up, or never. It is never early.</summary>
internal readonly struct Deadline
{
    // A longer wait has no end: a timestamp cannot express it.
    private static readonly double MostSeconds = long.MaxValue / 4.0 / Stopwatch.Frequency;

    private readonly long? end;

    private Deadline(long end) => this.end = end;

    public static Deadline Never => default;

    /// <summary>A deadline that has already passed: the wait only checks.</summary>
    public static Deadline Now => new(0);

    /// <param name="timeout">How long from now; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    public static Deadline After(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan ? Never : AfterSeconds(timeout.TotalSeconds);

    /// <summary>The deadline for a time limit that a user gave.</summary>
    /// <param name="timeout">How long from now; null and <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="name">The parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, and not infinite.</exception>
    public static Deadline OfTimeout(TimeSpan? timeout, [CallerArgumentExpression(nameof(timeout))] string? name = null)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                name,
                timeout,
                "A time limit must not be negative. Use Timeout.InfiniteTimeSpan for none."
            );
        }

        return After(timeout ?? Timeout.InfiniteTimeSpan);
    }

    /// <param name="seconds">How long from now, in seconds as in Python; null for no limit.</param>
    public static Deadline AfterSeconds(double? seconds) =>
        seconds is not { } some || some > MostSeconds ? Never
        : some <= 0 ? Now
        : new(Stopwatch.GetTimestamp() + (long)(some * Stopwatch.Frequency));

    /// <summary>The one that passes first.</summary>
    public static Deadline Earlier(Deadline first, Deadline second) =>
        first.end is not { } one || second.end < one ? second : first;

    public bool HasPassed => end is { } some && some <= Stopwatch.GetTimestamp();

    /// <summary>The remaining milliseconds, as <c>poll(2)</c> takes them: -1 for no limit.</summary>
    public int MillisecondsLeft =>
        SecondsLeft is { } left ? (int)Math.Min(Math.Ceiling(left * 1000), int.MaxValue) : -1;

    /// <summary>The remaining seconds; null for no limit.</summary>
    public double? SecondsLeft =>
        end is { } some ? Math.Max(0, some - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency : null;
}
