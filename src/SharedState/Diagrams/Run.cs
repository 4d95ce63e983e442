using Multiprocessing.Testing;

namespace SharedState.Diagrams;

/// <summary>What a transcript says of one run: its processes, their tasks and the objects that they saw. A row is the index of a line.</summary>
internal sealed class Run
{
    public Run(Transcript transcript)
    {
        Lines = [.. Naming.ByAppearance(transcript.Lines)];
        Lanes = Lane.Of(Lines);
        Tasks = TaskSpan.Of(Lines);
        Objects = new(Lines);
    }

    public IReadOnlyList<TranscriptLine> Lines { get; }

    /// <summary>A lane for each process, in order of appearance; main is the first.</summary>
    public IReadOnlyList<Lane> Lanes { get; }

    public IReadOnlyList<TaskSpan> Tasks { get; }

    public Objects Objects { get; }

    /// <summary>Whether main's line opens a phase: <c>***workers read from a list***</c>.</summary>
    public static bool IsTitle(TranscriptLine line) =>
        line.Process == TranscriptLine.Main && line.Text.StartsWith("***", StringComparison.Ordinal) && !line.Text.Contains(": ", StringComparison.Ordinal);
}
