using System.CommandLine;
using System.Globalization;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations;
using SharedState.Pages;

namespace SharedState.Observing;

/// <summary>
/// <c>sharedstate observe</c>: runs every program under every start method and prints what is shared.
/// </summary>
internal sealed class ObserveCommand : Verb
{
    private readonly Option<string[]> pythons = new("--python")
    {
        Description = "A CPython to run the programs on; may be given more than once. [default: python3]",
        HelpName = "PATH",
    };

    private readonly Option<string[]> only = new("--only")
    {
        Description =
            "The observations of one chapter, or one observation, such as S2.04; may be given more than once.",
        HelpName = $"{Choices<Chapter>("|")}|NUMBER",
    };

    private readonly Option<string?> start = new("--start")
    {
        Description = "The columns of one start method.",
        HelpName = Choices<StartMethod>("|"),
    };

    private readonly Option<bool> json = new("--json")
    {
        Description = "A list for machines: each observation that was run.",
    };

    private readonly Option<bool> transcript = new("--transcript")
    {
        Description = "The raw lines of each run, below the matrix.",
    };

    private readonly Option<string?> html = new("--html")
    {
        Description = "A page for a browser, besides what is printed: the matrix, and a diagram of each run.",
        HelpName = "FILE",
    };

    public ObserveCommand()
        : base(
            "observe",
            "Runs every program under every start method, on .NET and on CPython: what happens here against what is specified."
        )
    {
        Add(pythons);
        Add(only);
        Add(start);
        Add(json);
        Add(transcript);
        Add(html);
        SetAction((asked, cancellation) => Task.Run(() => Observe(asked, cancellation), CancellationToken.None));
    }

    public override IReadOnlyList<string> Examples =>
        [
            "observe",
            "observe --only globals --start fork --transcript",
            "observe --only S1.16 --only S2.04 --start spawn --transcript",
            "observe --python python3.8 --python /opt/python3.13/bin/python3",
            "observe --json > observations.json",
            "observe --html observations.html",
        ];

    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [
            (ExitCode.AllHolds, "all that was run holds"),
            (ExitCode.OneDoesNotHold, "something does not hold, or a program failed"),
            (ExitCode.BadArguments, "the arguments are wrong"),
            (ExitCode.Interrupted, "it was interrupted; nothing is left behind"),
        ];

    private int Observe(ParseResult asked, CancellationToken cancellation)
    {
        if (asked.GetValue(json) && asked.GetValue(transcript))
        {
            throw new BadArgumentsException(
                $"--json has no place for raw lines: leave out {json.Name} or {transcript.Name}."
            );
        }

        var rows = Rows(asked.GetValue(only) ?? []);
        var method = Choice<StartMethod>(asked, start);
        var interpreters = asked.GetValue(pythons) is { Length: > 0 } paths ? [.. paths.Select(PythonAt)] : Found();
        MatrixColumn[] columns =
        [
            .. MatrixColumn
                .For(interpreters, cancellation)
                .Where(column => method is null || column.Configuration.StartMethod == method),
        ];
        if (columns.All(column => column.UnavailableReason is not null))
        {
            throw new BadArgumentsException(
                $"{start.Name} '{asked.GetValue(start)}' is not to be had here: {columns[0].UnavailableReason} Say another, or leave it out."
            );
        }

        using var page = asked.GetValue(html) is { } file ? PageFile.At(file) : null;

        var matrix = new Matrix(rows, columns);
        Progress.Show(report => matrix.Run(report, cancellation));
        page?.Write(Page.Of(matrix, DateTimeOffset.Now));

        Print(matrix, asked);
        foreach (var failure in matrix.Failures)
            Console.Error.WriteLine($"{CommandLine.Name}: {failure}");
        return matrix.Holds ? ExitCode.AllHolds : ExitCode.OneDoesNotHold;
    }

    private void Print(Matrix matrix, ParseResult asked)
    {
        if (asked.GetValue(json))
            JsonMatrix.Print(matrix, Console.Out);
        else if (Console.IsOutputRedirected)
            MarkdownMatrix.Print(matrix, Console.Out);
        else
            TerminalMatrix.Print(matrix);

        if (asked.GetValue(transcript))
            Transcripts.Print(matrix, Console.Out);
    }

    private static Observation[] Rows(string[] names)
    {
        foreach (var name in names)
        {
            if (!Catalogue.All.Any(row => IsNamed(row, name)))
            {
                throw new BadArgumentsException(
                    $"--only '{name}' is not known here: say one of {Choices<Chapter>(", ")}, or the number of an observation, such as S2.04."
                );
            }
        }

        return [.. Catalogue.All.Where(row => names.Length == 0 || names.Any(name => IsNamed(row, name)))];
    }

    private static bool IsNamed(Observation row, string name) =>
        row.Number.Equals(name, StringComparison.OrdinalIgnoreCase)
        || $"{row.Chapter}".Equals(name, StringComparison.OrdinalIgnoreCase);

    private static CPython[] Found() => CPython.Find() is { } found ? [found] : [];

    private static CPython PythonAt(string path)
    {
        try
        {
            return CPython.At(path);
        }
        catch (ArgumentException)
        {
            throw new BadArgumentsException(
                $"--python '{path}' is no CPython of version 3.7 or later: name the executable of one, such as python3."
            );
        }
    }

    private static T? Choice<T>(ParseResult asked, Option<string?> option)
        where T : struct, Enum
    {
        if (asked.GetValue(option) is not { } text)
            return null;
        return Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw new BadArgumentsException(
                $"{option.Name} '{text}' is not known here: say one of {Choices<T>(", ")}."
            );
    }

    private static string Choices<T>(string separator)
        where T : struct, Enum =>
        string.Join(separator, Enum.GetNames<T>().Select(name => name.ToLower(CultureInfo.InvariantCulture)));
}
