using Multiprocessing.Testing.Transcripts;

namespace Multiprocessing.Testing;

/// <summary>All lines of one run, in the order in which they were written: what happened before what.</summary>
/// <remarks>
/// <see cref="Lines"/> have the processes' own names. The two texts are for snapshots and name workers anew, since
/// which worker takes
/// which task is chance.
/// </remarks>
public sealed class Transcript
{
    private Transcript(IReadOnlyList<TranscriptLine> lines) => Lines = lines;

    /// <summary>The lines as they were written, identities numbered in order of appearance.</summary>
    public IReadOnlyList<TranscriptLine> Lines { get; }

    /// <summary>
    /// The lines in the order of the pipe; workers and identities are numbered in order of appearance. For a program
    /// that makes its
    /// order certain.
    /// </summary>
    public string Raw => Format(Naming.ByAppearance(Lines));

    /// <summary>
    /// The lines in an order that is the same in every run of a program whose tasks run free: between two lines of main
    /// a worker is
    /// named by its lowest task, those without one last; first come lines outside of tasks, grouped by worker, then
    /// those of tasks, by task.
    /// Nothing else is moved. Tasks between two lines of main have different names.
    /// </summary>
    public string Canonical => Format(CanonicalOrder.Of(Lines));

    /// <summary>Reads what a program wrote to its standard output.</summary>
    /// <exception cref="FormatException">A line was not written by <see cref="Print"/>.</exception>
    public static Transcript Parse(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var lines = output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new([.. Identities.Renumber(lines.Select(TranscriptLine.Parse))]);
    }

    /// <summary><see cref="Raw"/>.</summary>
    public override string ToString() => Raw;

    private static string Format(IEnumerable<TranscriptLine> lines) => string.Join('\n', Identities.Renumber(lines));
}
