using Multiprocessing;
using Multiprocessing.Testing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>
/// Post §1: Windows spawns and Linux forks, because that was each system's default. Here what the default is, and which
/// processes run the module.
/// </summary>
public static class WorkerOriginSpecs
{
    private const string NewProgram = "the module ran here: True, main started me: True";
    private const string CopyOfMain = "the module ran here: False, main started me: True";

    public abstract class OnDotNet : ProgramSpecs
    {
        /// <summary>
        /// G14: A pool that is given no start method uses the default: in .NET spawn, as StartMethods.Default says; in
        /// CPython it depends on the version and the system.
        /// </summary>
        [Fact, Observation("G14")]
        public void A_pool_that_is_given_no_start_method_spawns()
        {
            StartMethods.Default.Should().Be(StartMethod.Spawn);
            Texts(Run(Experiments.WorkerOrigin).Phase("no start method")).Should().Equal("global: runs", NewProgram);
        }
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet
    {
        /// <summary>
        /// S1.21: A spawned worker runs the module, a forked one does not. A .NET fork server does not run it either,
        /// so each of its children does; in CPython that depends on the version.
        /// </summary>
        [Fact, Observation("S1.21")]
        [Transcript(nameof(Experiments.WorkerOrigin), TranscriptForm.Raw)]
        public Task A_worker_is_a_child_of_main_that_runs_the_module() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet
    {
        /// <summary>
        /// S1.21: A spawned worker runs the module, a forked one does not. A .NET fork server does not run it either,
        /// so each of its children does; in CPython that depends on the version.
        /// </summary>
        [Fact, Observation("S1.21")]
        [Transcript(nameof(Experiments.WorkerOrigin), TranscriptForm.Raw)]
        public Task A_worker_is_a_child_of_main_that_does_not_run_the_module() => VerifyTranscript();
    }

    [Start(StartMethod.ForkServer)]
    public sealed class OnDotNetUnderForkServer : OnDotNet
    {
        /// <summary>
        /// S1.21: A spawned worker runs the module, a forked one does not. A .NET fork server does not run it either,
        /// so each of its children does; in CPython that depends on the version.
        /// </summary>
        [Fact, Observation("S1.21")]
        [Transcript(nameof(Experiments.WorkerOrigin), TranscriptForm.Raw)]
        public Task A_worker_is_a_child_of_a_server_and_runs_the_module_itself() => VerifyTranscript();
    }

    [CPython]
    public abstract class OnCPython : ProgramSpecs
    {
        /// <summary>
        /// G14: A pool that is given no start method uses the default: in .NET spawn, as StartMethods.Default says; in
        /// CPython it depends on the version and the system.
        /// </summary>
        [Fact, Observation("G14")]
        public void A_pool_that_is_given_no_start_method_uses_what_the_program_says_is_the_default()
        {
            var transcript = Run(Experiments.WorkerOrigin);
            var worker = transcript.Phase("no start method").In("tell").Single().Text;

            transcript
                .Lines.Should()
                .Contain(line =>
                    line.Text == "default: spawn" && worker == NewProgram
                    || line.Text == "default: fork" && worker == CopyOfMain
                    || line.Text == "default: forkserver" && worker.EndsWith("main started me: False")
                );
        }

        private protected IEnumerable<string> Given =>
            Texts(Run(Experiments.WorkerOrigin).Phase("given a start method"));
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython
    {
        /// <summary>
        /// S1.21: A spawned worker runs the module, a forked one does not. A .NET fork server does not run it either,
        /// so each of its children does; in CPython that depends on the version.
        /// </summary>
        [Fact, Observation("S1.21")]
        public void A_worker_is_a_child_of_main_that_runs_the_module() =>
            Given.Should().Equal("global: runs", NewProgram);
    }

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython
    {
        /// <summary>
        /// S1.21: A spawned worker runs the module, a forked one does not. A .NET fork server does not run it either,
        /// so each of its children does; in CPython that depends on the version.
        /// </summary>
        [Fact, Observation("S1.21")]
        public void A_worker_is_a_child_of_main_that_does_not_run_the_module() => Given.Should().Equal(CopyOfMain);
    }

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPython
    {
        /// <summary>
        /// S1.21: A spawned worker runs the module, a forked one does not. A .NET fork server does not run it either,
        /// so each of its children does; in CPython that depends on the version.
        /// </summary>
        [Fact, Observation("S1.21")]
        public void A_worker_is_a_child_of_the_server() =>
            Given.Should().ContainSingle(text => text.EndsWith("main started me: False"));
    }

    private static IEnumerable<string> Texts(IEnumerable<TranscriptLine> lines) => lines.Select(line => line.Text);
}
