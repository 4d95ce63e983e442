using System.CommandLine;
using System.Globalization;
using Multiprocessing;
using Multiprocessing.Testing;
using Multiprocessing.Testing.Programs;
using Observations;
using SharedState.Pages;

namespace SharedState.Observing;

/// <summary>
/// <c>sharedstate observe</c>: runs every program under every start method and prints what processes share.
/// </summary>
internal sealed class ObserveCommand : Verb
{
    public const string TimeLimitName = "--time-limit";

    private const int LongestTimeLimit = 86_400;

    private readonly Option<string[]> pythons = new("--python")
    {
        Description = "The path of a CPython to run the programs on. Repeatable. [default: python3]",
        HelpName = "PATH",
    };

    private readonly Option<string[]> only = new("--only")
    {
        Description = "Run only the observations of one chapter, or one observation, such as S2.04. Repeatable.",
        HelpName = $"{Choices<Chapter>("|")}|NUMBER",
    };

    private readonly Option<string?> start = new("--start")
    {
        Description = "Run only one start method.",
        HelpName = StartChoices("|"),
    };

    private readonly Option<bool> json = new("--json")
    {
        Description = "Print the observations that were run as JSON.",
    };

    private readonly Option<bool> transcript = new("--transcript")
    {
        Description = "Print the transcript of each run below the matrix.",
    };

    private readonly Option<string?> html = new("--html")
    {
        Description = "Also write a web page: the matrix, and a diagram of each run.",
        HelpName = "FILE",
    };

    private readonly Option<string?> timeLimit = new(TimeLimitName)
    {
        Description = "How long each program can take before it is killed and counts as not seen. [default: 30]",
        HelpName = "SECONDS",
    };

    public ObserveCommand()
        : base(
            "observe",
            "Runs programs of several processes under every start method, on .NET and on CPython, and prints what "
                + "was seen here beside what is specified."
        )
    {
        Add(pythons);
        Add(only);
        Add(start);
        Add(timeLimit);
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
            "observe --time-limit 120",
        ];

    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [
            (ExitCode.AllHolds, "everything that was run holds"),
            (ExitCode.OneDoesNotHold, "an observation does not hold, or a program failed"),
            (ExitCode.BadArguments, "the arguments are wrong, or the output cannot be written"),
            (ExitCode.NotAllSeen, "everything that was seen holds, but a program timed out"),
            (ExitCode.Interrupted, "interrupted; no process or file is left behind"),
            (ExitCode.NotRead, "the reader of its output has ended, as in: observe | head -1"),
        ];

    private int Observe(ParseResult asked, CancellationToken interrupted)
    {
        using var reader = new OutputReader(isNeeded: asked.GetValue(html) is null, interrupted);
        try
        {
            return Run(asked, reader.Token);
        }
        catch (OperationCanceledException) when (reader.HasGone)
        {
            return ExitCode.NotRead;
        }
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        if (asked.GetValue(json) && asked.GetValue(transcript))
        {
            throw new BadArgumentsException(
                $"{json.Name} cannot be combined with {transcript.Name}. Omit one of them."
            );
        }

        var rows = Rows(asked.GetValue(only) ?? []);
        var method = StartChoice(asked);
        var options = new ProgramRunOptions { Cancellation = cancellation, TimeLimit = TimeLimit(asked) };
        var interpreters = asked.GetValue(pythons) is { Length: > 0 } paths ? [.. paths.Select(PythonAt)] : Found();
        MatrixColumn[] columns =
        [
            .. MatrixColumn
                .For(interpreters, options)
                .Where(column => method is null || column.Configuration.StartMethod == method),
        ];
        if (columns.All(column => column.UnavailableReason is not null))
        {
            throw new BadArgumentsException(
                $"{start.Name} '{asked.GetValue(start)}' is not available here: {columns[0].UnavailableReason} "
                    + $"Choose another start method or omit {start.Name}."
            );
        }

        CheckEnvironment();
        var matrix = new Matrix(rows, columns);
        using var page = asked.GetValue(html) is { } file ? PageFile.At(file) : null;
        if (IsMarkdown(asked))
            MarkdownMatrix.PrintHead(matrix, Console.Out);

        Progress.Show(report => matrix.Run(report, cancellation));
        page?.Write(Page.Of(matrix, DateTimeOffset.Now));

        Print(matrix, asked);
        foreach (var failure in matrix.Failures)
            CommandLine.Report(failure);
        return !matrix.Holds ? ExitCode.OneDoesNotHold
            : matrix.TimedOut ? ExitCode.NotAllSeen
            : ExitCode.AllHolds;
    }

    private void Print(Matrix matrix, ParseResult asked)
    {
        if (asked.GetValue(json))
            JsonMatrix.Print(matrix, Console.Out);
        else if (IsMarkdown(asked))
            MarkdownMatrix.Print(matrix, Console.Out);
        else
            TerminalMatrix.Print(matrix);

        if (asked.GetValue(transcript))
            Transcripts.Print(matrix, Console.Out);
    }

    private bool IsMarkdown(ParseResult asked) => !asked.GetValue(json) && Console.IsOutputRedirected;

    /// <summary>What would fail in every program is wrong with the environment: it is said once.</summary>
    private static void CheckEnvironment()
    {
        try
        {
            _ = TimeoutMultiplier.Value;
            using var directory = new RunDirectory();
        }
        catch (Exception mistake) when (mistake is InvalidOperationException or IOException)
        {
            throw new BadArgumentsException(mistake.Message);
        }
    }

    private TimeSpan TimeLimit(ParseResult asked)
    {
        if (asked.GetValue(timeLimit) is not { } text)
            return new ProgramRunOptions().TimeLimit;
        return
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= LongestTimeLimit
            ? TimeSpan.FromSeconds(seconds)
            : throw new BadArgumentsException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{TimeLimitName} '{text}' is not a time limit. "
                        + $"Use a number of seconds above 0 and up to {LongestTimeLimit}, such as 120."
                )
            );
    }

    private static Observation[] Rows(string[] names)
    {
        foreach (var name in names)
        {
            if (!Catalogue.All.Any(row => IsNamed(row, name)))
            {
                throw new BadArgumentsException(
                    $"--only '{name}' is unknown. Use one of {Choices<Chapter>(", ")}, "
                        + "or the number of an observation, such as S2.04."
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
                $"--python '{path}' is not a CPython 3.7 or later. Use the path of its executable, such as python3."
            );
        }
    }

    private StartMethod? StartChoice(ParseResult asked)
    {
        if (asked.GetValue(start) is not { } text)
            return null;

        foreach (var method in Configuration.Methods)
        {
            if (string.Equals(method.Name(), text, StringComparison.OrdinalIgnoreCase))
                return method;
        }

        throw new BadArgumentsException($"{start.Name} '{text}' is unknown. Use one of {StartChoices(", ")}.");
    }

    private static string StartChoices(string separator) =>
        string.Join(separator, Configuration.Methods.Select(method => method.Name()));

    private static string Choices<T>(string separator)
        where T : struct, Enum =>
        string.Join(separator, Enum.GetNames<T>().Select(name => name.ToLower(CultureInfo.InvariantCulture)));
}
