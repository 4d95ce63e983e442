using Multiprocessing.Testing;
using Multiprocessing.Testing.Transcripts;

namespace SharedState.Diagrams;

/// <summary>
/// What a transcript shows of one run: its processes, their tasks and the objects that they saw. A row is the index of
/// a line.
/// </summary>
internal sealed class Run
{
    private const int MostDots = 3;

    public Run(Transcript transcript)
    {
        Lines = [.. Naming.ByAppearance(transcript.Lines)];
        Lanes = Lane.Of(Lines);
        Tasks = TaskSpan.Of(Lines);
        Objects = new(Lines);
        Dots = [.. Lines.Select(line => Objects.In(line.Text).Take(MostDots).ToArray())];
    }

    public IReadOnlyList<TranscriptLine> Lines { get; }

    /// <summary>A lane for each process, in order of appearance; main is the first.</summary>
    public IReadOnlyList<Lane> Lanes { get; }

    public IReadOnlyList<TaskSpan> Tasks { get; }

    public Objects Objects { get; }

    /// <summary>The identities in each line, as many as fit in its lane.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Dots { get; }
}
