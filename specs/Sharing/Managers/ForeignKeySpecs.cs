using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>
/// A proxy of a server whose key a worker does not have. CPython Lib/multiprocessing/managers.py,
/// <c>BaseProxy.__reduce__</c>.
/// </summary>
public static class ForeignKeySpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// S3.21: A worker cannot use a proxy whose server key it does not have: in .NET the task fails, in CPython the
        /// call never returns.
        /// </summary>
        [Fact, Observation("S3.21")]
        public void A_process_of_its_own_gets_the_key_with_the_proxy() =>
            Run(Experiments.ForeignKey).Lines.In("tell").Should().ContainSingle().Which.Text.Should().Be("3");

        private protected IEnumerable<string> OfMain =>
            Run(Experiments.ForeignKey).Lines.ByMain().Select(line => line.Text);
    }

    public abstract class OnDotNet : UnderAnyStartMethod
    {
        /// <summary>
        /// S3.21: A worker cannot use a proxy whose server key it does not have: in .NET the task fails, in CPython the
        /// call never returns.
        /// </summary>
        [Fact, Observation("S3.21")]
        public void The_task_fails_and_the_pool_goes_on() =>
            OfMain
                .Should()
                .Equal("main has the key: 3", "a worker without the key: AuthenticationException", "the next task: -1");
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [Start(StartMethod.ForkServer)]
    public sealed class OnDotNetUnderForkServer : OnDotNet;

    [CPython]
    public abstract class OnCPython : UnderAnyStartMethod
    {
        /// <summary>
        /// S3.21: A worker cannot use a proxy whose server key it does not have: in .NET the task fails, in CPython the
        /// call never returns.
        /// </summary>
        [Fact, Observation("S3.21")]
        public void The_task_is_never_answered_and_the_pool_goes_on() =>
            OfMain.Should().Equal("main has the key: 3", "a worker without the key: no answer", "the next task: -1");
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPython;
}
