using Multiprocessing.Testing;
using Observations;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>What appends to one list look like, wherever they are in a transcript.</summary>
internal static class Chains
{
    /// <summary>
    /// Whether each line's list is the previous line's list followed by the line's own argument.
    /// </summary>
    public static bool AreAppendedTo(string list, IEnumerable<TranscriptLine> appends)
    {
        foreach (var append in appends)
        {
            var expected = list == "[]" ? $"[{append.Argument()}]" : $"{list[..^1]}, {append.Argument()}]";
            if (append.Value("data") != expected)
                return false;
            list = expected;
        }

        return true;
    }
}
