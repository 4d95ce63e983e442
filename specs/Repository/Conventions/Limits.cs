using Multiprocessing.Testing;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// How long specs wait. Limits are generous, because cores are shared, and
/// <c>MULTIPROCESSING_TIMEOUT_MULTIPLIER=3</c> makes each three times as long on a slow machine.
/// </summary>
internal static class Limits
{
    /// <summary>The limit of a wait that takes no time on an idle machine.</summary>
    public static TimeSpan Wait => Seconds(10);

    public static TimeSpan Seconds(double seconds) => Of(TimeSpan.FromSeconds(seconds));

    public static TimeSpan Minutes(double minutes) => Of(TimeSpan.FromMinutes(minutes));

    /// <summary>A limit as it is on this machine.</summary>
    public static TimeSpan Of(TimeSpan limit) => TimeoutMultiplier.Scale(limit);
}
