using System.Diagnostics;

namespace Multiprocessing.Platform;

/// <summary>How long a call may wait, exact to the millisecond: never shorter than was asked for.</summary>
internal readonly struct TimeLimit
{
    private readonly long? end;

    private TimeLimit(long end) => this.end = end;

    public static TimeLimit Never => default;

    /// <summary>Python's seconds; null, and more than .NET can count, for no limit.</summary>
    public static TimeLimit After(double? seconds) =>
        seconds is not { } some || some > TimeSpan.MaxValue.TotalSeconds / 2
            ? default
            : new(Stopwatch.GetTimestamp() + (long)(Math.Max(0, some) * Stopwatch.Frequency));

    /// <summary>What is left; <see cref="long.MaxValue"/> where there is no limit.</summary>
    public long MillisecondsLeft =>
        end is { } at
            ? (long)Math.Ceiling(Math.Max(0, at - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency)
            : long.MaxValue;
}
