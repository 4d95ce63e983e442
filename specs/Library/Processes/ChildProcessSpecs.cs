using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// A child process under each start method: its result, its exception, its name, and its own children.
/// </summary>
public static class ChildProcessSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void A_result_comes_back() =>
            Run(start, static start => ChildProcess.Start(static (int x, int y) => x * y, 6, 7, By(start)).Result)
                .Should()
                .Be(42);

        [Fact]
        public void A_large_result_comes_back_whole() =>
            Run(start, static start => ChildProcess.Start(static () => new byte[10_000_000], By(start)).Result.Length)
                .Should()
                .Be(10_000_000);

        [Fact]
        public void An_exception_comes_back_as_its_own_type_with_its_stack_in_the_child()
        {
            var (type, message, innermost) = Run(start, static start => Thrown(ChildProcess.Start(Fail, By(start))));

            (type, message).Should().Be((nameof(SettlementException), "no such account"));
            innermost.Should().Contain(nameof(Fail), "the stack is the child's");
        }

        [Fact]
        public void Children_are_named_in_the_order_of_their_starts() =>
            Run(
                    start,
                    static start =>
                        Enumerable
                            .Range(0, 3)
                            .Select(_ => ChildProcess.Start(static () => CurrentProcess.Name, By(start)).Result)
                            .ToArray()
                )
                .Should()
                .Equal("process-1", "process-2", "process-3");

        [Fact]
        public void A_child_starts_children_of_its_own() =>
            Run(
                    start,
                    static start =>
                        ChildProcess
                            .Start(
                                static start => ChildProcess.Start(static () => CurrentProcess.Name, By(start)).Result,
                                start,
                                By(start)
                            )
                            .Result
                )
                .Should()
                .Be("process-1:process-1");

        [Fact]
        public void A_captured_variable_is_refused_by_its_name() =>
            Run(
                    start,
                    static start =>
                    {
                        var account = 7;
                        try
                        {
                            return ChildProcess.Start(() => account, By(start)).Name;
                        }
                        catch (CapturedVariablesException refused)
                        {
                            return string.Join(' ', refused.Variables);
                        }
                    }
                )
                .Should()
                .Be("account");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer() : UnderAnyStartMethod(StartMethod.ForkServer);

    private static void Fail() => throw new SettlementException("no such account");

    private static (string Type, string Message, string Innermost) Thrown(ChildProcess child)
    {
        try
        {
            child.Join();
            return default;
        }
        catch (SettlementException exception)
        {
            return (
                exception.GetType().Name,
                exception.Message,
                exception.GetBaseException() is RemoteException remote ? remote.Message : ""
            );
        }
    }

    private sealed class SettlementException(string message) : Exception(message);
}
