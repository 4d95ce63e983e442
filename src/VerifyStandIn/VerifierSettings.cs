using System.Text;

namespace VerifyTests;

/// <summary>The settings of all snapshots of a test assembly.</summary>
public static class VerifierSettings
{
    internal static List<Action<StringBuilder>> Scrubbers { get; } = [];

    public static void AddScrubber(Action<StringBuilder> scrubber, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Insert(location == ScrubberLocation.First ? 0 : Scrubbers.Count, scrubber);

    public static void ScrubLinesWithReplace(Func<string, string?> replaceLine, ScrubberLocation location = ScrubberLocation.First) =>
        AddScrubber(text => text.ReplaceLines(replaceLine), location);
}
