using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// A forked child: what it has of its own, what stays its parent's, and how it ends.
/// </summary>
[Start(StartMethod.Fork)]
public static class ForkedChildSpecs
{
    public class A_forked_child
    {
        [Fact]
        public void Has_a_process_id_and_random_numbers_of_its_own() =>
            RunForkReady(static () =>
                {
                    _ = Random.Shared.Next();
                    using var first = ChildProcess.Start(
                        static () => (Environment.ProcessId, Random.Shared.NextInt64()),
                        By(StartMethod.Fork)
                    );
                    using var second = ChildProcess.Start(
                        static () => (Environment.ProcessId, Random.Shared.NextInt64()),
                        By(StartMethod.Fork)
                    );
                    return (first.Result.ProcessId == first.Id, first.Result.Item2 == second.Result.Item2);
                })
                .Should()
                .Be((true, false));

        [Fact]
        public void Does_not_pass_its_signals_to_its_parent() =>
            RunForkReady(static () =>
                {
                    using var child = ChildProcess.Start(Sleep, By(StartMethod.Fork));
                    child.Terminate();
                    child.Join();
                    return child.ExitCode;
                })
                .Should()
                .Be(-15, "and the parent is alive to report it");

        [Fact]
        public void Keeps_its_exceptions_to_itself() =>
            RunForkReady(static () =>
                {
                    var parent = Environment.ProcessId;
                    try
                    {
                        using var child = ChildProcess.Start(
                            static () => throw new InvalidOperationException("in the child"),
                            By(StartMethod.Fork)
                        );
                        child.Join();
                    }
                    catch (InvalidOperationException)
                    {
                        return Environment.ProcessId == parent;
                    }

                    return false;
                })
                .Should()
                .BeTrue("the exception ended in the child, and its parent got a copy over the connection");

        [Fact]
        public void Does_not_hold_its_siblings_connections() =>
            RunForkReady(static () =>
                {
                    using var first = ChildProcess.Start(Sleep, By(StartMethod.Fork));
                    using var second = ChildProcess.Start(Sleep, By(StartMethod.Fork));
                    first.Kill();
                    return first.Join(TimeSpan.FromSeconds(10));
                })
                .Should()
                .BeTrue("the first one's end of file comes while the second runs");

        [Fact]
        public void Crashes_alone() =>
            RunForkReady(static () =>
                {
                    using var child = ChildProcess.Start(static () => Environment.FailFast(null), By(StartMethod.Fork));
                    child.Join();
                    return child.ExitCode;
                })
                .Should()
                .Be(-6);

        [Fact]
        public void Cannot_wait_for_what_its_parent_started() =>
            RunForkReady(static () =>
                {
                    Family.Elder = ChildProcess.Start(Sleep, By(StartMethod.Fork));
                    using var child = ChildProcess.Start(static () => Family.Elder!.Join(), By(StartMethod.Fork));
                    try
                    {
                        child.Join();
                    }
                    catch (InvalidOperationException refused)
                    {
                        return refused.Message;
                    }
                    finally
                    {
                        Family.Elder.Dispose();
                    }
                    return "";
                })
                .Should()
                .Contain("only that one can wait for it");

        [Fact]
        public void Shows_that_its_parent_started_a_sibling() =>
            RunForkReady(static () =>
                {
                    using (Family.Elder = ChildProcess.Start(Sleep, By(StartMethod.Fork)))
                    {
                        using var child = ChildProcess.Start(static () => $"{Family.Elder}", By(StartMethod.Fork));
                        return child.Result.Replace($"{Environment.ProcessId}", "N", StringComparison.Ordinal);
                    }
                })
                .Should()
                .EndWith("was started by process N");

        [Fact]
        public void Cannot_use_or_end_its_parents_pool() =>
            RunForkReady(static () =>
                {
                    using var pool = Family.Pool = new ProcessPool(1, StartMethod.Fork);
                    using var child = ChildProcess.Start(EndAndUse, By(StartMethod.Fork));
                    return (child.Result, pool.Apply(static () => 1));
                })
                .Should()
                .Match<(string Refusal, int Result)>(seen =>
                    seen.Refusal.Contains("only that one can use it") && seen.Result == 1
                );
    }

    private static string EndAndUse()
    {
        Family.Pool!.Dispose();
        try
        {
            return $"{Family.Pool.Apply(static () => 1)}";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    private static void Sleep() => Thread.Sleep(Timeout.Infinite);

    private static class Family
    {
        public static ChildProcess? Elder { get; set; }

        public static ProcessPool? Pool { get; set; }
    }
}
