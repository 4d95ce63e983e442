using System.Globalization;
using Multiprocessing.Platform;

namespace Multiprocessing.Testing;

/// <summary>How many times longer than usual a wait can take, for slow machines.</summary>
internal static class TimeoutMultiplier
{
    /// <summary>The environment variable that users set. The Python support module reads it, too.</summary>
    public const string Variable = "MULTIPROCESSING_TIMEOUT_MULTIPLIER";

    /// <exception cref="InvalidOperationException">The variable is not a number of at least 1.</exception>
    public static double Value => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>A limit as it is on this machine; one that is infinite stays so.</summary>
    /// <exception cref="InvalidOperationException">The variable is not a number of at least 1.</exception>
    public static TimeSpan Scale(TimeSpan limit) =>
        limit == Timeout.InfiniteTimeSpan ? limit : new((long)Math.Min(limit.Ticks * Value, long.MaxValue));

    /// <exception cref="InvalidOperationException">The variable is not a number of at least 1.</exception>
    public static Deadline DeadlineAfter(TimeSpan limit) => Deadline.After(Scale(limit));

    internal static double Parse(string? text) =>
        string.IsNullOrEmpty(text) ? 1
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
        && number >= 1
            ? number
        : throw new InvalidOperationException(
            $"{Variable} is '{text}'. Set it to a number of at least 1, "
                + "such as 3 on a machine that is three times slower."
        );
}
