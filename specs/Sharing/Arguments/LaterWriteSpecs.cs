using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Arguments;

/// <summary>When an argument is pickled: what is written to it later is in the copy, or is not.</summary>
public static class LaterWriteSpecs
{
    [Start(StartMethod.Spawn)]
    public class OnDotNetUnderSpawn : ProgramSpecs
    {
        /// <summary>
        /// S2.13: In .NET an asynchronous call pickles its arguments before it returns, and a process that forks has no
        /// such calls; in CPython another thread pickles them later, and a write after the call can be seen.
        /// S2.16: A lazy form pickles each chunk before it reads the next: what the source writes to an item later is
        /// not seen.
        /// </summary>
        [Fact, Observation("S2.13", "S2.16")]
        [Transcript(nameof(Experiments.LaterWrite), TranscriptForm.Raw)]
        public Task A_write_after_the_call_is_not_seen() => VerifyTranscript();
    }

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : ProgramSpecs
    {
        /// <summary>
        /// S2.13: In .NET an asynchronous call pickles its arguments before it returns, and a process that forks has no
        /// such calls; in CPython another thread pickles them later, and a write after the call can be seen.
        /// S2.16: A lazy form pickles each chunk before it reads the next: what the source writes to an item later is
        /// not seen.
        /// </summary>
        [Fact, Observation("S2.13", "S2.16")]
        [Transcript(nameof(Experiments.LaterWrite), TranscriptForm.Raw)]
        public Task A_process_that_forks_has_lazy_forms_only() => VerifyTranscript();
    }

    [CPython]
    public abstract class OnCPython : ProgramSpecs
    {
        /// <summary>
        /// S2.13: In .NET an asynchronous call pickles its arguments before it returns, and a process that forks has no
        /// such calls; in CPython another thread pickles them later, and a write after the call can be seen.
        /// S2.16: A lazy form pickles each chunk before it reads the next: what the source writes to an item later is
        /// not seen.
        /// </summary>
        [Fact, Observation("S2.13", "S2.16")]
        [Transcript(nameof(Experiments.LaterWrite), TranscriptForm.Raw)]
        public Task A_write_after_the_call_is_seen() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : OnCPython;

    [Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : OnCPython;

    [BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : OnCPython;

    [Start(StartMethod.ForkServer)]
    public sealed class OnDotNetUnderForkServer : OnDotNetUnderSpawn;
}
