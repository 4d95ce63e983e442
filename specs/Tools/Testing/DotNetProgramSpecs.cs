using Multiprocessing;
using Multiprocessing.Testing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>How a static method is run as a program, and what is reported when it fails.</summary>
public static class DotNetProgramSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod startMethod)
    {
        [Fact]
        public void Main_takes_the_start_method() => Run(Tell).Transcript.Raw.Should().Be($"main | {startMethod}");

        [Fact]
        public void Main_can_take_one_more_argument() =>
            DotNetProgram
                .With<string>(Tell, "more")
                .Run(startMethod)
                .Transcript.Raw.Should()
                .Be($"main | {startMethod}, more");

        [Fact]
        public void A_failure_of_a_program_is_reported_with_its_exception()
        {
            var act = () => Run(Fail);

            act.Should()
                .Throw<ProgramFailedException>()
                .WithMessage("*Fail ended with exit code 1*main | begins*")
                .Where(failure => failure.ExceededTimeLimit == null)
                .WithInnerException<InvalidDataException>()
                .WithMessage("out of paper");
        }

        [Fact]
        public void A_program_that_does_not_end_is_killed()
        {
            var act = () => Run(Hang, new() { TimeLimit = TimeSpan.FromSeconds(5) });

            act.Should()
                .Throw<ProgramFailedException>()
                .WithMessage(
                    $"*Hang did not end within {Limits.Seconds(5).TotalSeconds} s*it was killed*process-1 | waits*"
                )
                .Which.ExceededTimeLimit.Should()
                .Be(Limits.Seconds(5));
        }

        [Fact]
        public void Tasks_that_meet_have_a_worker_each() =>
            Run(MeetInPool).Transcript.Lines.Select(line => line.Process).Should().OnlyHaveUniqueItems();

        private ProgramRun Run(Action<StartMethod> main, ProgramRunOptions? options = null) =>
            new DotNetProgram(main).Run(startMethod, options);
    }

    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public sealed class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    private static void Tell(StartMethod startMethod) => Print.Line($"{startMethod}");

    private static void Tell(StartMethod startMethod, string more) => Print.Line($"{startMethod}, {more}");

    private static void Fail(StartMethod startMethod)
    {
        Print.Line("begins");
        throw new InvalidDataException("out of paper");
    }

    private static void Hang(StartMethod startMethod)
    {
        using var child = ChildProcess.Start(Wait, new ChildProcessOptions { StartMethod = startMethod });
        child.Join();
    }

    private static void Wait()
    {
        Print.Line("waits");
        Thread.Sleep(Timeout.Infinite);
    }

    private static void MeetInPool(StartMethod startMethod)
    {
        using var pool = new ProcessPool(3, startMethod);
        pool.Map(Meet, [1, 2, 3], chunkSize: 1);
    }

    private static void Meet(int i)
    {
        Rendezvous.Meet("all three", 3);
        Print.Line($"in meet({i}): met");
    }
}
