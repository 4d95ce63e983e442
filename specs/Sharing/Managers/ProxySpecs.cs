using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>
/// Post §3, L439: the children do not access one object, so a copy was made. The copy is one of the proxy, and all
/// proxies stand for one object.
/// </summary>
public static class ProxySpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// S3.01: A proxy's text is the text of its object.
        /// S3.05: All proxies stand for one object in the server: the proxy is copied, the object is not.
        /// S3.14: An exception in the server reaches main with its type and message, also through a worker.
        /// S3.16: After the server has ended, a call fails and a proxy's text says so.
        /// S3.20: What is read from a managed list is a copy, a slice too; only a proxy in the list gives access to a
        /// shared object.
        /// S3.22: Two proxies of one object stay two objects in a task, and one proxy that is passed twice stays one.
        /// </summary>
        [Fact, Observation("S3.01", "S3.05", "S3.14", "S3.16", "S3.20", "S3.22")]
        [Transcript(nameof(Experiments.Proxies), TranscriptForm.Raw)]
        public Task A_proxy_stands_for_one_object_in_every_process() => VerifyTranscript();

        /// <summary>
        /// S3.05: All proxies stand for one object in the server: the proxy is copied, the object is not.
        /// </summary>
        [Fact, Observation("S3.05")]
        public void Proxies_are_copied_and_the_object_is_not()
        {
            var phase = Run(Experiments.Proxies).Phase("a proxy stands for one object");

            phase
                .Values("id(data)")
                .Concat(phase.Values("id(another)"))
                .Should()
                .HaveCount(3)
                .And.OnlyHaveUniqueItems("main's, the worker's, and the one that came back");
            phase
                .Values("referent")
                .Should()
                .HaveCount(3)
                .And.OnlyContain(referent => referent == phase.Values("referent").First());
        }

        /// <summary>
        /// S3.14: An exception in the server reaches main with its type and message, also through a worker.
        /// </summary>
        [Fact, Observation("S3.14")]
        public void An_exception_in_the_server_reaches_main_through_a_worker()
        {
            const string IndexError = "IndexError: list index out of range";

            Run(Experiments.Proxies)
                .Phase("an index beyond the end")
                .Select(line => line.Text)
                .Should()
                .Equal(
                    $"asked by main: {IndexError}; its cause names read: False",
                    $"asked by a worker: {IndexError}; its cause names read: True"
                );
        }

        /// <summary>
        /// S3.20: What is read from a managed list is a copy, a slice too; only a proxy in the list gives access to a
        /// shared object.
        /// </summary>
        [Fact, Observation("S3.20")]
        public void What_is_read_from_a_managed_list_is_a_copy_unless_it_is_a_proxy()
        {
            var phase = Run(Experiments.Proxies).Phase("what is read is a copy").Select(line => line.Text).ToArray();

            phase[0].Should().Be("a list in a list: [1, 2]", "3 was appended to a copy");
            phase[1].Should().Be("a proxy in a list: [0, 1, 2, 3]", "3 was appended through the proxy");
        }

        /// <summary>S3.16: After the server has ended, a call fails and a proxy's text says so.</summary>
        [Fact, Observation("S3.16")]
        public void A_call_fails_when_the_server_has_ended_and_a_text_does_not() =>
            Run(Experiments.Proxies)
                .Phase("the server ends")
                .Select(line => line.Text)
                .Should()
                .Equal("a call fails: True", "text: <ListProxy object, typeid 'list' at 0x...; '__str__()' failed>");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : UnderAnyStartMethod;

    [Start(StartMethod.Fork)]
    public class UnderFork : UnderAnyStartMethod;

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer : UnderAnyStartMethod;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython)]
    public sealed class UnderForkServerOnCPython : UnderForkServer;

    [ServedByTheOther]
    public sealed class UnderSpawnServedByCPython : UnderSpawn;

    [ServedByTheOther]
    public sealed class UnderForkServedByCPython : UnderFork;

    [CPython, ServedByTheOther]
    public sealed class UnderSpawnOnCPythonServedByDotNet : UnderSpawn;

    [CPython, ServedByTheOther]
    public sealed class UnderForkOnCPythonServedByDotNet : UnderFork;
}
