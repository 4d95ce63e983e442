using Multiprocessing;
using Observations;
using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.Globals;

/// <summary>Which functions can be tasks. CPython docs: "What can be pickled and unpickled?"</summary>
public static class LambdaSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        [Fact, Observation("G15")]
        public void A_lambda_is_a_task_unless_it_captures_something() =>
            Run(Experiments.Lambdas).Lines.Select(line => line.Text).Should().Equal(
                "captures nothing: [2, 3]", "captures a variable: refused, which names increment");
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [CPython]
    public abstract class OnCPython : ProgramSpecs
    {
        [Fact, Observation("G15")]
        public void No_lambda_is_a_task() =>
            Run(Experiments.Lambdas).Lines.Select(line => line.Text).Should().Equal(
                "captures nothing: refused", "captures a variable: refused");
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;
}
