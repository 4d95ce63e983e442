namespace SharedState;

/// <summary>Finds what a user meant by a misspelled word.</summary>
internal static class Spelling
{
    private const int MostEdits = 3;

    /// <summary>
    /// The choices that are the fewest edits away: characters inserted, deleted or replaced, three at most and fewer
    /// than the word has.
    /// </summary>
    public static IReadOnlyList<string> Near(string word, IEnumerable<string> choices)
    {
        var near = choices
            .Select(choice => (Choice: choice, Edits: Edits(word, choice)))
            .Where(one => one.Edits <= MostEdits && one.Edits < word.Length)
            .GroupBy(one => one.Edits, one => one.Choice)
            .MinBy(group => group.Key);
        return [.. near ?? Enumerable.Empty<string>()];
    }

    private static int Edits(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        foreach (var (i, character) in one.Index())
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (character == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
