using Observations;
using SharedState.Diagrams;

namespace SharedState.Book;

/// <summary>The first page: every observation in every column, each cell a link to where it is shown.</summary>
internal static class MatrixPage
{
    public const string File = "README.md";

    private const int LongestCell = 28;

    public static string Of(Contents contents) =>
        Markdown.Page([
            "<!-- Written by `sharedstate book`. Change what it is made of, and run it again. -->",
            "# What processes share",
            $"""
            A blog post of 2019, *Python多进程共享数据的问题* (“Sharing data between Python processes”), ran three small programs with
            `multiprocessing` on Windows, where a child process is *spawned*, and on Linux, where it is *forked*, and printed which object
            each process saw: a global variable, an argument, an object held by a manager. This book is what became of those lines. Each
            observation has a number, a claim, and a program in C# and in Python that shows it; the programs ran, and their transcripts
            stand here as the specs verify them.
            """,
            """
            - **Spawn** starts a new program, which runs the module of its functions again and then what it is told.
            - **Fork** copies the running process with all that is in its memory.
            - **.NET** is the library of this repository, **CPython** is Python's own `multiprocessing`.
            - A program makes an order certain by a `Gate`, for which others wait, or a `Rendezvous`, at which they meet.
            - `id(data) = #3` names an object: one number is one object, or a forked copy of it. Numbers are given in order of appearance.
            """,
            $"""
            There are {Catalogue.All.Count} observations. In {Catalogue.All.Count(row =>
                Differences.Of(row).Any()
            )} of them the two runtimes differ on purpose;
            {Catalogue.All.Count(
                IsNotPromised
            )} say what is *not* promised. In a cell, ✓ is: what the observation says holds there; – is: it does not speak of that; and words are
            what is seen, where it is not the same everywhere. Each cell leads to the program that shows it.
            """,
            .. Catalogue
                .All.GroupBy(row => row.Chapter)
                .SelectMany(chapter => Chapter(contents, $"{chapter.Key}", [.. chapter])),
            "## Pages",
            .. contents
                .Topics.GroupBy(topic => topic.Chapter)
                .SelectMany(chapter =>
                    new[] { $"### Programs of {chapter.Key}", Markdown.List(chapter.Select(Entry)) }
                ),
            "## How this book is kept true",
            $"""
            It is made of the catalogue, its programs and the explanations beside them, all in [src/Observations]({contents.Source(
                "src/Observations",
                File
            )}), and
            of the verified transcripts, by
            """,
            Markdown.Code("bash", "dotnet run --project src/SharedState -- book"),
            """
            Specs compare it with what is committed, follow its links, and run every program, on .NET and on the CPython that they find: the
            transcripts here are what `dotnet test` sees. What your own machine shows is told by
            """,
            Markdown.Code("bash", "dotnet run --project src/SharedState -- observe"),
        ]);

    private static IEnumerable<string> Chapter(Contents contents, string name, IReadOnlyList<Observation> rows)
    {
        yield return $"## {name}";
        yield return Matrix(contents, rows);
        var (mixed, others) = (Links(IsMixed), Links(row => !IsMixed(row)));
        if (mixed.Length > 0)
            yield return $"The same is seen where the other runtime serves ({Description.List(Configuration.Mixed.Select(column => $"{column}".Replace(", ", " while ", StringComparison.Ordinal)))}), of {(mixed.Length > others.Length ? $"all but {Description.List(others)}" : Description.List(mixed))}.";

        bool IsMixed(Observation row) => Configuration.Mixed.Any(column => row.Expected[column].IsPromise);

        string[] Links(Func<Observation, bool> that) =>
            [.. rows.Where(that).Select(row => $"[{row.Number}]({contents.Link(row.Number, File)})")];
    }

    private static string Matrix(Contents contents, IReadOnlyList<Observation> rows)
    {
        var columns = Configuration.All.Where(column => rows.Any(row => row.Expected[column].IsPromise)).ToArray();
        return string.Join(
            '\n',
            [
                Markdown.Row(["", "Observation", .. columns.Select(column => $"{column}")]),
                Markdown.Row(Enumerable.Repeat("---", columns.Length + 2)),
                .. rows.Select(Line),
            ]
        );

        string Line(Observation row)
        {
            var link = contents.Link(row.Number, File);
            return Markdown.Row([
                $"[{row.Number}]({link})",
                Markdown.Plain(row.Claim),
                .. columns.Select(column => $"[{Cell(row, column)}]({link})"),
            ]);
        }
    }

    private static string Entry(Topic topic) =>
        topic.Rows.Count == 0
            ? $"[{topic.Title}]({topic.Page})"
            : $"[{topic.Title}]({topic.Page}): {string.Join(", ", topic.Rows.Select(row => row.Number))}";

    /// <summary>A mark where the claim says it all; words where columns show different things.</summary>
    private static string Cell(Observation row, Configuration column)
    {
        var expected = row.Expected[column];
        if (expected == Expectation.NotApplicable)
            return "–";
        if (!expected.IsPromise)
            return $"*{expected}*";
        return
            Configuration.All.Select(other => row.Expected[other]).Where(other => other.IsPromise).Distinct().Count()
            == 1
            ? "✓"
            : $"`{Shortened(expected.Text)}`";
    }

    private static string Shortened(string text)
    {
        if (text.Length <= LongestCell)
            return text;
        var end = text[..LongestCell].LastIndexOfAny([';', ',', ' ']);
        return $"{text[..end].TrimEnd(';', ',')} …";
    }

    private static bool IsNotPromised(Observation row) =>
        Configuration.All.All(column => row.Expected[column] == Expectation.NotPromised);
}
