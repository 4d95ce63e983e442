using Multiprocessing.Testing;

namespace Observations;

/// <summary>
/// What processes share, in a few questions. What the programs of a subject print answers each.
/// </summary>
internal static class SharingMatrix
{
    /// <summary>Ways to give an object to a worker.</summary>
    public static IReadOnlyList<Subject> Subjects { get; } =
    [
        new("a global", Experiments.GlobalsInPoolOfOne, Experiments.GlobalsInPoolOfFive),
        new("an argument", Experiments.ArgumentsInPoolOfOne, Experiments.ArgumentsInPoolOfFive),
        new("through a manager", Experiments.ManagerInPoolOfOne, Experiments.ManagerInPoolOfFive),
    ];

    public static IReadOnlyList<Question> Questions { get; } =
    [
        new(
            "what main assigned before is there",
            subject => subject.OneWorker,
            transcript => transcript.Phase("read from a list").Results().FirstOrDefault() == "[3, 6, 0, 2, 5]"
        ),
        new(
            "it has the identity of main's object",
            subject => subject.OneWorker,
            transcript =>
                transcript.Lines.In("f").Values("id(data)").ToArray() is [_, ..] seen
                && seen.All(MainsObjects(transcript).Contains)
        ),
        new(
            "main sees what the worker writes to it",
            subject => subject.OneWorker,
            transcript => transcript.Phase("append to a list").ByMain().Values("data").Distinct().Count() > 1
        ),
        new(
            "the worker's next task sees that",
            subject => subject.OneWorker,
            transcript => transcript.Lines.In("g").ToArray() is [var first, .., var last] && Holds(last, first)
        ),
        new(
            "another worker sees that",
            subject => subject.WorkerEach,
            transcript =>
                transcript.Lines.In("g").ToArray() is var tasks
                && tasks.Any(task => tasks.Any(other => other != task && Holds(task, other)))
        ),
    ];

    private static HashSet<string> MainsObjects(Transcript transcript) =>
        [.. transcript.Lines.ByMain().Values("id(data)")];

    /// <summary>Whether the list that a task printed holds what another task appended.</summary>
    private static bool Holds(TranscriptLine task, TranscriptLine other) =>
        task.Value("data")?.Trim('[', ']').Split(", ").Contains(other.Argument()) == true;
}
