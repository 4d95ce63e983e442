using System.Diagnostics;
using Multiprocessing;
using Multiprocessing.Testing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>On a slow machine an environment variable makes every wait of the testing library longer.</summary>
public static class TimeoutMultiplierSpecs
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("1", 1)]
    [InlineData("3", 3)]
    [InlineData("1.5", 1.5)]
    public static void A_number_of_at_least_1_multiplies(string? text, double multiplier) =>
        TimeoutMultiplier.Parse(text).Should().Be(multiplier);

    [Theory]
    [InlineData("0.5")]
    [InlineData("-3")]
    [InlineData("1,5")]
    [InlineData("three")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public static void Anything_else_is_refused(string text)
    {
        var act = () => TimeoutMultiplier.Parse(text);

        act.Should()
            .Throw<InvalidOperationException>()
            .WithMessage($"MULTIPROCESSING_TIMEOUT_MULTIPLIER is '{text}'. Set it to a number of at least 1, *");
    }

    [Fact]
    public static void An_infinite_limit_stays_infinite() =>
        TimeoutMultiplier.Scale(Timeout.InfiniteTimeSpan).Should().Be(Timeout.InfiniteTimeSpan);

    [Fact]
    public static void The_longest_limit_does_not_overflow() =>
        TimeoutMultiplier.Scale(TimeSpan.MaxValue).Should().Be(TimeSpan.MaxValue);

    [Fact, Start(StartMethod.Spawn)]
    public static void The_time_limit_of_a_run_is_multiplied() =>
        InAProcessWith("20", Observe, "")
            .Should()
            .Contain("did not end within 2 s", "the program's limit is a tenth of a second");

    [Fact, Start(StartMethod.Spawn)]
    public static void A_wait_inside_a_program_is_multiplied() =>
        InAProcessWith("3", LimitOfAWait, "").Should().Be("00:00:30");

    [Fact, Requires("python3"), Start(StartMethod.Spawn)]
    public static void A_wait_inside_a_Python_program_is_multiplied()
    {
        using var file = new PythonFile("import multiprocessing_testing as t; t.print_line(t.LIMIT)");

        InAProcessWith("3", Observe, file.Path).Should().Be("main | 30.0");
    }

    [Fact, Requires("python3")]
    public static void Python_refuses_anything_else_too()
    {
        var start = new ProcessStartInfo("python3", ["-S", "-c", "import multiprocessing_testing"])
        {
            RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = SourceTree.PathOf("src/Multiprocessing.Testing/Python");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment[TimeoutMultiplier.Variable] = "0.5";

        using var python = Process.Start(start)!;

        python
            .StandardError.ReadToEnd()
            .Should()
            .Contain("ValueError: MULTIPROCESSING_TIMEOUT_MULTIPLIER is '0.5'. Set it to a number of at least 1, ");
        python.WaitForExit();
    }

    private static string InAProcessWith(string multiplier, Func<string, string> function, string argument)
    {
        var options = new ChildProcessOptions
        {
            EnvironmentVariables = new Dictionary<string, string?> { [TimeoutMultiplier.Variable] = multiplier },
        };
        using var child = ChildProcess.Start(function, argument, options);
        return child.Result;
    }

    private static string LimitOfAWait(string _) => $"{Poll.Limit}";

    /// <summary>The transcript of a Python file; without a file, the failure of a program that hangs.</summary>
    private static string Observe(string file)
    {
        try
        {
            return file.Length > 0
                ? new PythonProgram(file, CPython.Find()!).Run(StartMethod.Spawn).Transcript.Raw
                : new DotNetProgram(Hang)
                    .Run(StartMethod.Spawn, new() { TimeLimit = TimeSpan.FromSeconds(0.1) })
                    .Transcript.Raw;
        }
        catch (ProgramFailedException failure)
        {
            return failure.Message;
        }
    }

    private static void Hang(StartMethod startMethod) => Thread.Sleep(Timeout.Infinite);
}
