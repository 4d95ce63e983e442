using Observations;
using SharedState.Diagrams;

namespace Book;

/// <summary>The first page: every observation in every configuration, each cell a link to where it is shown.</summary>
internal static class MatrixPage
{
    public const string File = "README.md";

    private const int LongestCell = 28;

    public static string Of(Contents contents) =>
        Markdown.Page([
            $"<!-- Written by `{BookWriter.Command}`. Change what it is made of, and run it again. -->",
            "# What processes share",
            "## Symptoms",
            string.Join(
                '\n',
                [
                    Markdown.Row(["What you see", "Why, and what to do"]),
                    Markdown.Row(["---", "---"]),
                    .. Symptoms.All.Select(symptom =>
                        Markdown.Row([symptom.Seen, contents.WithLinks(symptom.Why, File)])
                    ),
                ]
            ),
            "## Where it comes from",
            $"""
            A blog post of 2019, [*Python多进程共享数据的问题*]({PostPage.File})
            (“The problem of sharing data between Python processes”), ran three small programs with `multiprocessing` on
            Windows, where a child process is *spawned*, and on Linux, where it is *forked*. It printed which object
            each process saw: a global variable, an argument, an object held by a manager. This book grew out of those
            lines, and says [where the post's conclusions are wrong]({PostPage.File}#where-the-conclusions-are-wrong).
            Each observation has a number, a claim, and a program in C# and in Python that shows it; those of the
            chapter [Additions](#additions) are about what only .NET has. The transcripts here are those that the specs
            verify.
            """,
            "## How to read the tables",
            """
            - **Spawn** starts a new program, which first runs the module of its functions again.
            - **Fork** copies the running process with everything in its memory.
            - **Forkserver** copies a small server, which has run nothing of the program; the copy then runs the module.
              What a claim says of a *spawned* worker holds for such a worker, too.
            - **.NET** is the library of this repository, **CPython** is Python's own `multiprocessing`.
            - Where the order of lines must be certain, a program uses a `Gate`, which one process opens and others wait
              for, or a `Rendezvous`, at which several meet.
            - `id(data) = #3` names an object: one number is one object, or a forked copy of it. Numbers are given in
              order of appearance.
            """,
            $"""
            There are {Catalogue.All.Count} observations. In {Differing} of them the two runtimes differ on purpose;
            {OnlyOnDotNet} are about what only .NET has; {Unpromised} say what is *not* promised. In a cell, ✓ means
            that the claim holds there and *n/a* that it does not apply; text shows what is observed where
            configurations differ. Each cell links to the program that shows it.
            """,
            """
            Numbers never change. S1.22 to S1.29 were never given: forked workers begin at S1.30.
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
            It is made of the catalogue, its programs and the explanations beside them, all in
            [src/Observations]({contents.Source("src/Observations", File)}), and of the verified transcripts, by
            """,
            Markdown.Code("bash", BookWriter.Command),
            """
            Specs compare it with what is committed, follow its links, and run every program on .NET and on the CPython
            that they find. To see what your own machine shows:
            """,
            Markdown.Code("bash", "dotnet run --project src/SharedState -- observe"),
        ]);

    private static int Differing => Catalogue.All.Count(row => !IsOnlyOnDotNet(row) && Differences.Of(row).Any());

    private static int OnlyOnDotNet => Catalogue.All.Count(IsOnlyOnDotNet);

    private static int Unpromised =>
        Catalogue.All.Count(row =>
            Configuration.All.All(configuration => row.Expected[configuration] == Expectation.NotPromised)
        );

    private static bool IsOnlyOnDotNet(Observation row) =>
        Configuration.All.Any(configuration => row.Expected[configuration] == Expectation.NoSuchForm);

    private static IEnumerable<string> Chapter(Contents contents, string name, IReadOnlyList<Observation> rows)
    {
        yield return $"## {name}";
        if (rows.All(IsOnlyOnDotNet))
            yield return "CPython's `multiprocessing` has no such forms, so this table has no columns for it.";
        yield return Matrix(contents, rows);
        var (mixed, others) = (Links(IsMixed), Links(row => !IsMixed(row)));
        if (mixed.Length > 0)
        {
            var which = mixed.Length > others.Length ? $"all but {Description.List(others)}" : Description.List(mixed);
            var where = Configuration.Mixed.Select(one => $"{one}".Replace(", ", " while ", StringComparison.Ordinal));
            yield return $"With a server of the other runtime ({Description.List(where)}) the same is observed, "
                + $"of {which}.";
        }

        bool IsMixed(Observation row) =>
            Configuration.Mixed.Any(configuration => row.Expected[configuration].IsPromise);

        string[] Links(Func<Observation, bool> that) =>
            [.. rows.Where(that).Select(row => $"[{row.Number}]({contents.Link(row.Number, File)})")];
    }

    private static string Matrix(Contents contents, IReadOnlyList<Observation> rows)
    {
        var configurations = Configuration
            .All.Where(configuration => rows.Any(row => row.Expected[configuration].IsPromise))
            .ToArray();
        return string.Join(
            '\n',
            [
                Markdown.Row(["", "Observation", .. configurations.Select(configuration => $"{configuration}")]),
                Markdown.Row(Enumerable.Repeat("---", configurations.Length + 2)),
                .. rows.Select(Line),
            ]
        );

        string Line(Observation row)
        {
            var link = contents.Link(row.Number, File);
            return Markdown.Row([
                $"[{row.Number}]({link})",
                Markdown.Plain(row.Claim),
                .. configurations.Select(configuration => $"[{Cell(row, configuration)}]({link})"),
            ]);
        }
    }

    private static string Entry(Topic topic) =>
        topic.Rows.Count == 0
            ? $"[{topic.Title}]({topic.Page})"
            : $"[{topic.Title}]({topic.Page}): {string.Join(", ", topic.Rows.Select(row => row.Number))}";

    /// <summary>A mark where the claim says everything; text where configurations show different things.</summary>
    private static string Cell(Observation row, Configuration configuration)
    {
        var expected = row.Expected[configuration];
        if (expected == Expectation.NotApplicable)
            return "*n/a*";
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
        // A first word that is longer is kept whole.
        var end = Math.Max(text.LastIndexOfAny([';', ',', ' '], LongestCell - 1), text.IndexOfAny([';', ',', ' ']));
        return end < 0 ? text : $"{text[..end].TrimEnd(';', ',')} …";
    }
}
