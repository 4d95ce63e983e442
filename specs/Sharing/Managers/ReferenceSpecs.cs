using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>
/// How long a server keeps an object. CPython Lib/multiprocessing/managers.py, <c>BaseProxy._after_fork</c>.
/// </summary>
public static class ReferenceSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// S3.17: An object lives while a process holds a proxy of it. In CPython a forked worker holds every proxy
        /// that it inherits, in .NET only those that it uses.
        /// </summary>
        [Fact, Observation("S3.17")]
        public void An_object_is_gone_with_its_last_proxy() =>
            Texts.Should().StartWith(["references of main: 1"]).And.EndWith(["references afterwards: 1", "objects: 0"]);

        private protected IEnumerable<string> Texts =>
            Run(Experiments.References).Lines.ByMain().Select(line => line.Text);
    }

    public abstract class OnDotNet : UnderAnyStartMethod
    {
        /// <summary>
        /// S3.17: An object lives while a process holds a proxy of it. In CPython a forked worker holds every proxy
        /// that it inherits, in .NET only those that it uses.
        /// </summary>
        [Fact, Observation("S3.17")]
        public void Workers_that_use_no_proxy_hold_none() => Texts.Should().Contain("references beside two workers: 1");
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
        /// S3.17: An object lives while a process holds a proxy of it. In CPython a forked worker holds every proxy
        /// that it inherits, in .NET only those that it uses.
        /// </summary>
        [Fact, Observation("S3.17")]
        public void A_spawned_worker_inherits_no_proxy() => Texts.Should().Contain("references beside two workers: 1");
    }

    [CPython, Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : UnderAnyStartMethod
    {
        /// <summary>
        /// S3.17: An object lives while a process holds a proxy of it. In CPython a forked worker holds every proxy
        /// that it inherits, in .NET only those that it uses.
        /// </summary>
        [Fact, Observation("S3.17")]
        public void A_forked_worker_holds_what_it_inherits() =>
            Texts.Should().Contain("references beside two workers: 3");
    }

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPythonUnderSpawn;
}
