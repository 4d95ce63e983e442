using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>
/// Who holds an object of a server, and what that costs in connections. CPython Lib/multiprocessing/managers.py,
/// <c>BaseProxy</c>.
/// </summary>
public static class ReferenceSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        [Fact, Observation("S3.17")]
        public void An_object_is_gone_with_its_last_proxy() =>
            Texts(Experiments.References)
                .Should()
                .StartWith(["references of main: 1"])
                .And.EndWith(["references afterwards: 1", "objects: 0"]);

        private protected IEnumerable<string> Texts(Experiment experiment) =>
            Run(experiment).Lines.ByMain().Select(line => line.Text);

        private protected int ConnectionsOfFiveTasks => Run(Experiments.Connections).Phase("five tasks").Count;
    }

    public abstract class OnDotNet : UnderAnyStartMethod
    {
        [Fact, Observation("S3.17")]
        public void Workers_that_use_no_proxy_hold_none() =>
            Texts(Experiments.References).Should().Contain("references beside two workers: 1");

        [Fact, Observation("S3.18")]
        public void A_worker_connects_twice_for_all_its_tasks() =>
            ConnectionsOfFiveTasks.Should().Be(2, "to say what it holds, and to call");
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [CPython, Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : UnderAnyStartMethod
    {
        [Fact, Observation("S3.17")]
        public void A_spawned_worker_inherits_no_proxy() =>
            Texts(Experiments.References).Should().Contain("references beside two workers: 1");

        [Fact, Observation("S3.18")]
        public void A_worker_connects_three_times_a_task() =>
            ConnectionsOfFiveTasks.Should().Be(15, "to count the proxy, to call, and to count it no more");
    }

    [CPython, Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : UnderAnyStartMethod
    {
        [Fact, Observation("S3.17")]
        public void A_forked_worker_holds_what_it_inherits() =>
            Texts(Experiments.References).Should().Contain("references beside two workers: 3");

        [Fact, Observation("S3.18")]
        public void A_worker_connects_three_times_a_task_and_twice_for_what_it_inherits() =>
            ConnectionsOfFiveTasks.Should().Be(17);
    }
}
