using System.Text.RegularExpressions;
using Observations;

namespace Book;

/// <summary>The topics of the book, and where each observation is.</summary>
internal sealed partial class Contents
{
    private readonly Checkout checkout;
    private readonly string directory;
    private readonly Dictionary<string, Topic> homes;

    /// <param name="checkout">What the book is made of.</param>
    /// <param name="directory">Where the book will be.</param>
    public Contents(Checkout checkout, string directory)
    {
        (this.checkout, this.directory) = (checkout, directory);
        Topics = [.. Topic.In(checkout)];
        if (
            Topics.SelectMany(topic => topic.Rows).GroupBy(row => row.Number).FirstOrDefault(row => row.Count() > 1) is
            { } twice
        )
        {
            throw new BookException(
                $"Two pages explain {twice.Key}, which no program shows: keep one section '## {twice.Key}'."
            );
        }

        homes = Topics
            .SelectMany(topic => topic.Rows, (topic, row) => (topic, row.Number))
            .ToDictionary(home => home.Number, home => home.topic);
        if (Catalogue.All.FirstOrDefault(row => !homes.ContainsKey(row.Number)) is { } homeless)
        {
            throw new BookException(
                $"No page explains {homeless.Number}: add a section '## {homeless.Number}' to a file such as "
                    + $"{Topics[0].Explanation.File}."
            );
        }

        if (Topics.FirstOrDefault(topic => Unknown(topic) is not null) is { } mistaken)
        {
            throw new BookException(
                $"{mistaken.Explanation.File} has a section '{Unknown(mistaken)}', which is not an observation: "
                    + "use the number of one."
            );
        }
    }

    public IReadOnlyList<Topic> Topics { get; }

    /// <summary>The page that shows an observation, and the place on it.</summary>
    /// <param name="number">The observation.</param>
    /// <param name="from">The file that has the link.</param>
    public string Link(string number, string from) =>
        $"{(homes[number].Page == from ? "" : Relative(homes[number].Page, from))}#{Markdown.Anchor(number)}";

    /// <summary>Text in which each number of an observation is a link to it.</summary>
    public string WithLinks(string text, string from) =>
        Number()
            .Replace(
                text,
                number =>
                    homes.ContainsKey(number.Value) ? $"[{number.Value}]({Link(number.Value, from)})" : number.Value
            );

    /// <summary>A file of the checkout, as a file of the book names it.</summary>
    public string Source(string file, string from) =>
        Path.GetRelativePath(Path.GetDirectoryName(Path.Combine(directory, from))!, checkout.PathOf(file))
            .Replace('\\', '/')
            .Replace(" ", "%20", StringComparison.Ordinal);

    /// <summary>A file of the book as another one names it.</summary>
    public static string Relative(string file, string from) =>
        !from.Contains('/') ? file
        : file.StartsWith($"{BookFiles.Folder}/", StringComparison.Ordinal) ? file[(BookFiles.Folder.Length + 1)..]
        : $"../{file}";

    private static string? Unknown(Topic topic) =>
        topic.Explanation.Sections.Keys.FirstOrDefault(number => Catalogue.All.All(row => row.Number != number));

    [GeneratedRegex(@"(?<![\[\w.])[A-Z]\d?\.?\d\d\b")]
    private static partial Regex Number();
}
