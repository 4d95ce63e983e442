using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>What workers are called, and whether they may start children.</summary>
public static class WorkerNameSpecs
{
    public abstract class OnDotNet : ProgramSpecs
    {
        /// <summary>
        /// G11: Workers are numbered across the whole program; in .NET a worker may start children, in CPython it may
        /// not.
        /// </summary>
        [Fact, Observation("G11")]
        [Transcript(nameof(Experiments.WorkerNames), TranscriptForm.Raw)]
        public Task Workers_are_numbered_through_the_program_and_may_start_children() => VerifyTranscript();
    }

    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : OnDotNet;

    [Start(StartMethod.Fork)]
    public sealed class OnDotNetUnderFork : OnDotNet;

    [Start(StartMethod.ForkServer)]
    public sealed class OnDotNetUnderForkServer : OnDotNet;

    [CPython, Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : ProgramSpecs
    {
        /// <summary>
        /// G11: Workers are numbered across the whole program; in .NET a worker may start children, in CPython it may
        /// not.
        /// </summary>
        [Fact, Observation("G11")]
        [Transcript(nameof(Experiments.WorkerNames), TranscriptForm.Raw)]
        public Task Workers_are_named_after_the_start_method_and_may_not_start_children() => VerifyTranscript();
    }

    [CPython, Start(StartMethod.Fork)]
    public sealed class OnCPythonUnderFork : ProgramSpecs
    {
        /// <summary>
        /// G11: Workers are numbered across the whole program; in .NET a worker may start children, in CPython it may
        /// not.
        /// </summary>
        [Fact, Observation("G11")]
        [Transcript(nameof(Experiments.WorkerNames), TranscriptForm.Raw)]
        public Task Workers_are_named_after_the_start_method_and_may_not_start_children() => VerifyTranscript();
    }

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython), Start(StartMethod.ForkServer)]
    public sealed class OnCPythonUnderForkServer : ProgramSpecs
    {
        /// <summary>
        /// G11: Workers are numbered across the whole program; in .NET a worker may start children, in CPython it may
        /// not.
        /// </summary>
        [Fact, Observation("G11")]
        [Transcript(nameof(Experiments.WorkerNames), TranscriptForm.Raw)]
        public Task Workers_are_named_after_the_start_method_and_may_not_start_children() => VerifyTranscript();
    }
}
