using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>A child's failure reaches whoever waits for it, each time, and nobody who only asks how it is.</summary>
public static class ChildFailureSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void Each_Join_throws_what_the_function_threw_and_no_question_does() =>
            Run(
                    start,
                    static start =>
                        Seen(ChildProcess.Start(static () => throw new TimeZoneNotFoundException("zone"), By(start)))
                )
                .Should()
                .Be("1 TimeZoneNotFoundException: zone, TimeZoneNotFoundException: zone");

        [Fact]
        public void An_exception_of_a_type_that_only_the_child_has_arrives_as_text() =>
            Run(
                    start,
                    static start =>
                        Seen(ChildProcess.Start(static () => throw AbsentAssembly.NewException(), By(start)))
                )
                .Should()
                .MatchRegex("^1 RemoteException: AbsentException: .*, RemoteException: AbsentException: .*");

        [Fact]
        public void An_exception_whose_text_throws_arrives_all_the_same() =>
            Run(start, static start => Seen(ChildProcess.Start(static () => throw new TextlessException(), By(start))))
                .Should()
                .Contain(nameof(TextlessException));

        [Fact]
        public void Join_returns_for_a_child_that_was_killed() =>
            Run(
                    start,
                    static start =>
                    {
                        using var child = ChildProcess.Start(static () => Thread.Sleep(Timeout.Infinite), By(start));
                        child.Kill();
                        child.Join();
                        return child.ExitCode;
                    }
                )
                .Should()
                .NotBe(0, "how it ended is no failure of the wait");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_function_that_the_child_cannot_find_is_named()
        {
            using var child = ChildProcess.Start(AbsentAssembly.Function, 1);
            var result = () => child.Result;

            result.Should().Throw<UnpicklingException>().WithMessage("*absent cannot be loaded*");
        }

        [Fact]
        public void A_function_that_a_worker_cannot_find_fails_its_task_and_not_the_worker()
        {
            var options = new ProcessPoolOptions { Workers = 1, MaxTasksPerWorker = 9 };
            using var pool = new ProcessPool(options);
            var workers = pool.WorkerIds;
            var call = () => pool.Apply(AbsentAssembly.Function, 1);

            call.Should().Throw<UnpicklingException>().WithMessage("*absent cannot be loaded*");
            pool.Apply(Math.Abs, -1).Should().Be(1);
            pool.WorkerIds.Should().Equal(workers);
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    // The exit code, and what two waits throw.
    private static string Seen(ChildProcess child)
    {
        using (child)
        {
            while (child.IsAlive)
                Thread.Sleep(10);
            return $"{child.ExitCode} {Thrown(child)}, {Thrown(child)}";
        }
    }

    private static string Thrown(ChildProcess child)
    {
        try
        {
            child.Join();
            return "nothing";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message.Split('\n')[0]}";
        }
    }

    private sealed class TextlessException : Exception
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
