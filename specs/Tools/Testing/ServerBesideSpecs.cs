using Multiprocessing;
using Multiprocessing.Testing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>A server on any runtime runs beside a program: programs of mixed configurations use it.</summary>
[Requires("python3"), Start(StartMethod.Spawn)]
public static class ServerBesideSpecs
{
    [Fact]
    public static void It_is_ready_before_main_starts_and_has_ended_when_the_run_is_over()
    {
        using var serves = new PythonFile(
            """
            import os, sys, time
            from multiprocessing_testing import Gate, print_line
            print_line('never read')
            open(sys.argv[2], 'w').write(str(os.getpid()))
            Gate.open('the server is ready')
            while not Gate.is_open('the server ends'): time.sleep(0.01)
            os.remove(sys.argv[2])
            """
        );
        var written = serves.Path + ".pid";

        Run(
            "from multiprocessing_testing import Gate, print_line; print_line(Gate.is_open('the server is ready'))",
            new(serves.Path, CPython.Find()!, written)
        )
            .Transcript.Raw.Should()
            .Be("main | True");

        File.Exists(written).Should().BeFalse("it removed its file before it ended");
    }

    [Fact]
    public static void One_that_ends_at_once_is_reported_with_its_output()
    {
        using var serves = new PythonFile("raise SystemExit('out of ports')");
        var act = () => Run("raise SystemExit('never started')", new(serves.Path, CPython.Find()!));

        act.Should()
            .Throw<ProgramFailedException>()
            .WithMessage("program.py on CPython *, which serves the run, ended before it was ready. *out of ports*");
    }

    private static ProgramRun Run(string program, PythonProgram server)
    {
        using var file = new PythonFile(program);
        return new PythonProgram(file.Path, CPython.Find()!).Run(StartMethod.Spawn, new() { Server = server });
    }
}
