using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>
/// Post §1, L111-125 and L129-147: five and seven of eight workers ran the module. Here the pool ends while its worker
/// runs it.
/// </summary>
public static class TerminationSpecs
{
    [Start(StartMethod.Spawn)]
    public sealed class OnDotNetUnderSpawn : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.Termination), TranscriptForm.Raw), Observation("S1.04", "S1.05")]
        public Task A_worker_that_was_started_runs_the_whole_module() => VerifyTranscript();
    }

    [CPython, Start(StartMethod.Spawn)]
    public sealed class OnCPythonUnderSpawn : ProgramSpecs
    {
        [Fact, Transcript(nameof(Experiments.Termination), TranscriptForm.Raw), Observation("S1.04", "S1.05")]
        public Task A_worker_is_killed_in_the_middle_of_the_module() => VerifyTranscript();
    }
}
