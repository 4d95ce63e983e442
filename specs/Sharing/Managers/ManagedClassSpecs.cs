using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Managers;

/// <summary>
/// Post §3, L402-407 and L431-436: an object of a class of the program's own, which a manager registers.
/// </summary>
public static class ManagedClassSpecs
{
    public abstract class UnderAnyStartMethod : ProgramSpecs
    {
        /// <summary>
        /// S3.12: An object of a registered class is created in the server and runs there for all processes.
        /// S3.13: Only exposed members can be called: public methods, not fields.
        /// </summary>
        [Fact, Observation("S3.12", "S3.13")]
        [Transcript(nameof(Experiments.RegisteredClass), TranscriptForm.Raw)]
        public Task All_processes_call_one_object_in_the_server() => VerifyTranscript();

        /// <summary>
        /// S3.12: An object of a registered class is created in the server and runs there for all processes.
        /// </summary>
        [Fact, Observation("S3.12")]
        public void The_object_is_made_and_runs_in_the_server()
        {
            var texts = Run(Experiments.RegisteredClass).Lines.Select(line => line.Text).ToArray();

            texts
                .Should()
                .Contain("objects made in main: 0")
                .And.Contain("11, in main itself: False")
                .And.Contain(
                    "12, in the same process as for main: True, in the worker itself: False",
                    "the worker's call counted on from main's"
                );
        }

        /// <summary>S3.13: Only exposed members can be called: public methods, not fields.</summary>
        [Fact, Observation("S3.13")]
        public void Only_what_is_exposed_can_be_called() =>
            Run(Experiments.RegisteredClass)
                .Phase("only what is exposed")
                .Select(line => line.Text)
                .Should()
                .Equal(
                    "a method: 21",
                    "a field: refused",
                    "a method that is not exposed: refused",
                    "text: Counter(21)"
                );
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
