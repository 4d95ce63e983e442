using System.Globalization;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// The facts try something many times, to find what fails once in a thousand.
/// <c>SHAREDSTATE_SOAK=20 dotnet test --filter Soak=true</c> tries it twenty times as often, for at most twenty times
/// as long.
/// </summary>
public sealed class SoakAttribute : SpecAttribute
{
    private static readonly double Scale = double.Parse(
        Environment.GetEnvironmentVariable("SHAREDSTATE_SOAK") is { Length: > 0 } scale ? scale : "1",
        CultureInfo.InvariantCulture
    );

    /// <summary>
    /// How long a fact keeps trying: half a second in an ordinary run, so that it takes less than 3 s with its setup
    /// and cleanup.
    /// </summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(Scale / 2);

    internal override TimeSpan TimeLimit => TimeSpan.FromMinutes(1) + Limit;

    internal override IEnumerable<(string Name, string Value)> Traits => [("Soak", "true")];

    /// <summary>How often to try what an ordinary run tries <paramref name="times"/> times.</summary>
    public static int Times(int times) => Math.Max(1, (int)(times * Scale));

    /// <summary>
    /// Counts the tries of what an ordinary run tries <paramref name="times"/> times, until <see cref="Limit"/> has
    /// passed since the first; on a busy machine at least one in a hundred, so that there is something to judge.
    /// </summary>
    public static IEnumerable<int> Tries(int times)
    {
        var end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        var atLeast = Math.Max(1, times / 100);
        for (var i = 0; i < Times(times) && (i < atLeast || Environment.TickCount64 < end); i++)
            yield return i;
    }
}
