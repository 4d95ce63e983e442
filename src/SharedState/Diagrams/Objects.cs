using System.Globalization;
using System.Text.RegularExpressions;
using Multiprocessing.Testing;

namespace SharedState.Diagrams;

/// <summary>The objects of a run by their identities, and which processes saw each.</summary>
internal sealed partial class Objects(IReadOnlyList<TranscriptLine> lines)
{
    private readonly Dictionary<int, string[]> processes = (
        from line in lines
        from identity in In(line.Text)
        group line.Process by identity
    ).ToDictionary(seen => seen.Key, seen => seen.Distinct().ToArray());

    /// <summary>All identities, lowest first.</summary>
    public IEnumerable<int> Identities => processes.Keys.Order();

    /// <summary>The processes that saw an object, in order of appearance.</summary>
    public IReadOnlyList<string> ProcessesOf(int identity) => processes[identity];

    /// <summary>
    /// Whether more than one process saw it. That does not make it shared: a forked copy keeps its identity.
    /// </summary>
    public bool IsInSeveral(int identity) => processes[identity].Length > 1;

    /// <summary>Where an object was seen, as a sentence.</summary>
    public string Explain(int identity)
    {
        var seen = IsInSeveral(identity) ? "seen in" : "seen only in";
        return $"#{identity}: {seen} {Description.List(ProcessesOf(identity))}";
    }

    /// <summary>The identities in a text, each once: 3 for <c>#3</c>.</summary>
    public static IEnumerable<int> In(string text) => Identity().Matches(text).Select(Number).Distinct();

    /// <summary>A text split into identities and the text between them.</summary>
    public static IEnumerable<(string Text, int? Identity)> Cut(string text)
    {
        var position = 0;
        foreach (var match in Identity().Matches(text).AsEnumerable())
        {
            if (match.Index > position)
                yield return (text[position..match.Index], null);
            yield return (match.Value, Number(match));
            position = match.Index + match.Length;
        }

        if (position < text.Length)
            yield return (text[position..], null);
    }

    private static int Number(Match identity) => int.Parse(identity.ValueSpan[1..], CultureInfo.InvariantCulture);

    // A longer number is not an identity of this transcript.
    [GeneratedRegex("#[0-9]{1,9}")]
    private static partial Regex Identity();
}
