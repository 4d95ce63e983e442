using Multiprocessing;
using Observations.Sources;
using static Observations.TranscriptQueries;

namespace Observations.Globals;

// Rows S1.30 to S1.39: forked workers.
internal static partial class GlobalRows
{
    private static IEnumerable<Observation> Forked() =>
        [
            new(
                "S1.30",
                Chapter.Globals,
                "A forked worker does not run the module.",
                [new Post(154, 155)],
                Expected.Under(fork: "2 lines")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfFive,
                Read = transcript => Lines(transcript.Lines.OfModule()),
            },
            new(
                "S1.31",
                Chapter.Globals,
                "A forked worker sees what main had assigned before the fork.",
                [new Post(158, 163), new Post(174, 179)],
                Expected.Under(fork: $"{Results}; {Results}")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfOne,
                Read = transcript => Join(transcript.Lines.Results()),
            },
            new(
                "S1.32",
                Chapter.Globals,
                "In every forked worker a global has the identity that it has in main.",
                [new Post(156, 162), new Post(166, 172)],
                Expected.Under(fork: "15 of 15 tasks")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfFive,
                Read = TasksWithMainsObject,
            },
            new(
                "S1.33",
                Chapter.Globals,
                "Yet no append of a forked worker reaches main or another worker: an equal identity is not sharing.",
                [new Post(165, 171)],
                Expected.Under(fork: $"1 identity, 5 different lists, then {Untouched}")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfFive,
                Read = ListsUnderOneIdentity,
            },
            new(
                "S1.34",
                Chapter.Globals,
                "Writes accumulate in one forked worker, starting from main's value.",
                [new Post(166, 170)],
                Expected.Under(fork: $"own chains from {Untouched}")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfTwo,
                Read = Chains,
            },
            new(
                "S1.35",
                Chapter.Globals,
                "The next pool is forked from main as it is then: without the last pool's writes, with what "
                    + "main has assigned meanwhile.",
                [new Post(166), new Post(172, 178)],
                Expected.Under(fork: $"lists from {Untouched}, main's new object in 5 of 5 tasks")
            )
            {
                Experiment = Experiments.GlobalsInPoolOfFive,
                Read = NextPools,
            },
            new(
                "S1.36",
                Chapter.Globals,
                "What main writes after the fork is invisible to the worker.",
                [new Manual("fork", 2)],
                Expected.Under(fork: "[100, 1]")
            )
            {
                Experiment = Experiments.Replacement,
                Read = transcript => Join(transcript.Phase("a task a worker").In("g").Take(1).Values("data")),
            },
            new(
                "S1.37",
                Chapter.Globals,
                "A forked replacement sees main's value at the time of its own fork; a spawned one sees the "
                    + "module's value every time.",
                [CPythonFile.Pool("_repopulate_pool")],
                Expected.Under(spawn: "[2]; [3]", fork: "[100, 200, 2]; [100, 200, 3]")
            )
            {
                Experiment = Experiments.Replacement,
                Read = transcript => Join(transcript.Phase("a task a worker").In("g").Skip(1).Values("data")),
            },
            new(
                "S1.38",
                Chapter.Globals,
                "Forked workers of one pool can start from different values if another thread writes while "
                    + "the pool is made.",
                [new Manual("fork", 2)],
                Expected.NotPromised
            ),
            new(
                "S1.39",
                Chapter.Globals,
                "In .NET a forked child that reads main's data copies nothing, only what it writes; in "
                    + "CPython a read copies too, because it changes reference counts.",
                [Docs.ReferenceCounts, new Manual("fork", 2, "copy-on-write")],
                Expected.On(dotNet: "a read copies nothing", cpython: "a read copies", only: [StartMethod.Fork])
            )
            {
                Experiment = Experiments.CopyOnWrite,
                Read = CopiesOfRead,
            },
        ];
}
