using System.Text.RegularExpressions;
using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Processes;

/// <summary>Runs a program in a process of its own whose events are logged, and reads the log.</summary>
internal static partial class LoggedProgram
{
    private static readonly TimeSpan Limit = Limits.Seconds(60);

    /// <summary>The lines of the log of a program, each checked to be whole, without their process ids.</summary>
    public static IReadOnlyList<string> Log<T>(StartMethod start, Func<StartMethod, T> program)
    {
        var directory = Directory.CreateTempSubdirectory("log-");
        var path = Path.Combine(directory.FullName, "events.log");
        using (var main = ChildProcess.Start(program, start, Options(start, path)))
        {
            main.Join(Limit).Should().BeTrue("the program ends within {0}", Limit);
        }

        var lines = File.ReadAllLines(path);
        directory.Delete(recursive: true);
        lines.Should().OnlyContain(line => Line().IsMatch(line), "each line is one write");
        return [.. lines.Select(line => ProcessId().Replace(line, ""))];
    }

    /// <summary>What a program and its children write to standard error.</summary>
    public static string StandardError<T>(StartMethod start, Func<StartMethod, T> program, string? target)
    {
        using var main = ChildProcess.Start(program, start, Options(start, target) with { RedirectOutput = true });
        using var error = new StreamReader(main.StandardError);
        var text = error.ReadToEnd();
        main.Join(Limit).Should().BeTrue("the program ends within {0}", Limit);
        return text;
    }

    private static ChildProcessOptions Options(StartMethod start, string? target) =>
        new()
        {
            Name = "main",
            ForkReady = start == StartMethod.Fork,
            EnvironmentVariables = new Dictionary<string, string?> { [EventLog.Variable] = target },
        };

    [GeneratedRegex(@"^\[\d+ [\w:-]+\] .+$")]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<=^\[)\d+ | \(process \d+[^)]*\)")]
    private static partial Regex ProcessId();
}
