using System.Globalization;
using System.Text.RegularExpressions;

namespace Multiprocessing.Testing.Transcripts;

/// <summary>Numbers the identities of a transcript in order of appearance.</summary>
internal static partial class Identities
{
    public static IEnumerable<TranscriptLine> Renumber(IEnumerable<TranscriptLine> lines)
    {
        var numbers = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            yield return line with
            {
                Text = Token().Replace(line.Text, match => Number(numbers, match.Value)),
            };
        }
    }

    private static string Number(Dictionary<string, string> numbers, string token)
    {
        if (!numbers.TryGetValue(token, out var number))
            numbers.Add(token, number = string.Create(CultureInfo.InvariantCulture, $"#{numbers.Count + 1}"));
        return number;
    }

    /// <summary>As <see cref="Identity"/> makes it, or already renumbered.</summary>
    [GeneratedRegex(@"#[0-9]+(\.[0-9]+)?")]
    private static partial Regex Token();
}
