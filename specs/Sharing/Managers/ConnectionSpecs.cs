using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>
/// How often a worker connects to a server. CPython Lib/multiprocessing/managers.py, <c>BaseProxy._incref</c> and
/// <c>_decref</c>.
/// </summary>
public static class ConnectionSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        private protected int ConnectionsOfFiveTasks => Run(Experiments.Connections).Phase("five tasks").Count;
    }

    public abstract class OnDotNet : UnderAnyStartMethod
    {
        /// <summary>
        /// S3.18: In CPython a worker opens three connections per task, plus two for an inherited proxy; in .NET it
        /// opens two in total.
        /// </summary>
        [Fact, Observation("S3.18")]
        public void A_worker_connects_twice_for_all_its_tasks() =>
            ConnectionsOfFiveTasks.Should().Be(2, "one for its references and one for its calls");
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [Start(StartMethod.ForkServer)]
    public sealed class OnDotNetUnderForkServer : OnDotNet;

    [CPython, Start(StartMethod.Spawn)]
    public class OnCPythonUnderSpawn : UnderAnyStartMethod
    {
        /// <summary>
        /// S3.18: In CPython a worker opens three connections per task, plus two for an inherited proxy; in .NET it
        /// opens two in total.
        /// </summary>
        [Fact, Observation("S3.18")]
        public void A_worker_connects_three_times_a_task() =>
            ConnectionsOfFiveTasks.Should().Be(15, "each task registers its proxy, calls it and releases it");
    }

    [CPython, Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : UnderAnyStartMethod
    {
        /// <summary>
        /// S3.18: In CPython a worker opens three connections per task, plus two for an inherited proxy; in .NET it
        /// opens two in total.
        /// </summary>
        [Fact, Observation("S3.18")]
        public void A_worker_connects_three_times_a_task_and_twice_for_what_it_inherits() =>
            ConnectionsOfFiveTasks.Should().Be(17);
    }

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPythonUnderSpawn;
}
