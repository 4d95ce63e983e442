using System.Globalization;

namespace SharedStateSpecs.Conventions;

/// <summary>
/// The facts try something many times, for what fails once in a thousand. <c>SHAREDSTATE_SOAK=20 dotnet test --filter Soak=true</c>
/// tries it twenty times as often.
/// </summary>
public sealed class SoakAttribute : SpecAttribute
{
    private static readonly double Scale = double.Parse(
        Environment.GetEnvironmentVariable("SHAREDSTATE_SOAK") is { Length: > 0 } scale ? scale : "1", CultureInfo.InvariantCulture);

    /// <summary>How often to try what is tried <paramref name="times"/> times in an ordinary run.</summary>
    public static int Times(int times) => Math.Max(1, (int)(times * Scale));

    internal override TimeSpan TimeLimit => TimeSpan.FromMinutes(1 + (4 * Scale));

    internal override IEnumerable<(string Name, string Value)> Traits => [("Soak", "true")];
}
