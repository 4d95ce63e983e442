using System.Diagnostics;
using System.Globalization;
using Multiprocessing;
using Multiprocessing.Testing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>How a Python file is run as a program, and what is reported when it fails.</summary>
[Requires("python3"), Start(StartMethod.Spawn)]
public static class PythonProgramSpecs
{
    [Fact]
    public static void A_run_has_the_transcript_and_the_exit_code()
    {
        var run = Run("from multiprocessing_testing import print_line; print_line('hello')");

        run.Transcript.Raw.Should().Be("main | hello");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public static void A_line_of_a_task_has_its_name()
    {
        const string Program = """
            from multiprocessing_testing import print_task
            print_task('f(1)', 'hello')
            for task in '', 'f: 1':
                try:
                    print_task(task, 'hello')
                except ValueError as error:
                    print_task('refused', error)
            """;

        var lines = Run(Program).Transcript.Lines;

        lines[0].Should().Be(new TranscriptLine("main", "f(1)", "hello"));
        lines.Skip(1).Select(line => line.Task).Should().Equal("refused", "refused");
    }

    [Theory, InlineData(true), InlineData(false)]
    public static void Site_packages_are_left_out_of_a_program_and_its_children_only_on_request(bool leftOut)
    {
        using var file = new PythonFile(
            """
            import multiprocessing, sys
            from multiprocessing_testing import print_line, start_method
            def child():
                print_line('site' in sys.modules)
            if __name__ == '__main__':
                start_method()
                child()
                process = multiprocessing.Process(target=child)
                process.start()
                process.join()
            """
        );

        var run = new PythonProgram(file.Path, CPython.Find()!) { StandardLibraryOnly = leftOut }.Run(
            StartMethod.Spawn
        );

        run.Transcript.Lines.Select(line => line.Text).Should().Equal($"{!leftOut}", $"{!leftOut}");
    }

    [Fact]
    public static void A_failure_of_a_program_is_reported_with_its_output()
    {
        var act = () => Run("raise SystemExit('out of paper')");

        act.Should()
            .Throw<ProgramFailedException>()
            .WithMessage(
                "program.py on CPython * ended with exit code 1*ProgramRunOptions.AllowFailure.*out of paper*"
            );
    }

    [Fact]
    public static void A_failure_that_is_allowed_does_not_throw()
    {
        var run = Run("import sys; sys.stderr.write('out of paper'); sys.exit(3)", new() { AllowFailure = true });

        run.ExitCode.Should().Be(3);
        run.Error.Should().Be("out of paper");
    }

    [Fact]
    public static void A_program_that_does_not_end_is_killed()
    {
        var act = () =>
            Run(
                "from multiprocessing_testing import print_line; import time; print_line('waits'); time.sleep(60)",
                new() { TimeLimit = TimeSpan.FromSeconds(5) }
            );

        act.Should()
            .Throw<ProgramFailedException>()
            .WithMessage($"*did not end within {Limits.Seconds(5).TotalSeconds} s*it was killed*main | waits*");
    }

    [Fact, Linux("Other systems do not report the environment of a process.")]
    public static void A_process_left_running_is_named_and_killed()
    {
        const string Orphan = """
            import subprocess, sys
            orphan = [sys.executable, '-c', 'import time; time.sleep(20)']
            pid = subprocess.Popen(orphan, start_new_session=True).pid
            sys.stderr.write('pid {}.'.format(pid))
            """;
        var act = () => Run(Orphan, new() { TimeLimit = TimeSpan.FromSeconds(5) });

        var message = act.Should()
            .Throw<ProgramFailedException>()
            .WithMessage("*a process that it started still ran*Still running: *time.sleep(20)*")
            .Which.Message;
        var pid = int.Parse(message.Split("pid ")[^1].Split('.')[0], CultureInfo.InvariantCulture);
        FluentActions.Invoking(() => Ended(pid)).Should().NotThrow("a run kills what it leaves behind");
    }

    [Fact]
    public static void A_line_that_is_not_an_observation_is_reported()
    {
        var act = () => Run("print('Hello, World!')");

        act.Should().Throw<FormatException>().WithMessage("*Hello, World!*print_line*");
    }

    [Fact]
    public static void The_directory_of_a_run_is_removed_with_it()
    {
        var run = Run(
            """
            import os
            from multiprocessing_testing import print_line
            print_line(os.environ['MULTIPROCESSING_TESTING_RUN'])
            """
        );

        Directory.Exists(run.Transcript.Lines.Single().Text).Should().BeFalse();
    }

    [Fact]
    public static void A_gate_that_is_never_opened_is_named()
    {
        var act = () => Run("import multiprocessing_testing as t; t.LIMIT = 0.1; t.Gate.wait('the garden gate')");

        act.Should()
            .Throw<ProgramFailedException>()
            .WithMessage("*No process opened the gate 'the garden gate' within 0.1 s.*");
    }

    [Fact]
    public static void A_meeting_to_which_too_few_come_is_named()
    {
        var act = () => Run("import multiprocessing_testing as t; t.LIMIT = 0.1; t.Rendezvous.meet('lunch', 2)");

        act.Should()
            .Throw<ProgramFailedException>()
            .WithMessage("*1 of 2 parties came to the meeting 'lunch' within 0.1 s.*");
    }

    private static ProgramRun Run(string program, ProgramRunOptions? options = null)
    {
        using var file = new PythonFile(program);
        return new PythonProgram(file.Path, CPython.Find()!).Run(StartMethod.Spawn, options);
    }

    /// <summary>Waits until a process that was killed is gone.</summary>
    private static void Ended(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.WaitForExit(Limits.Wait).Should().BeTrue();
        }
        catch (ArgumentException)
        {
            // There is no such process: it is gone already.
        }
    }
}
