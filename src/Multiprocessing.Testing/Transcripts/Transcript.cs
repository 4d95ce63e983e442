using Multiprocessing.Testing.Transcripts;

namespace Multiprocessing.Testing;

/// <summary>All lines of one run, in the order in which they were written.</summary>
/// <remarks>
/// <see cref="Lines"/> have the processes' own names. The two texts are for snapshots; they renumber workers, because
/// chance decides which worker takes which task.
/// </remarks>
public sealed class Transcript
{
    private Transcript(IReadOnlyList<TranscriptLine> lines) => Lines = lines;

    /// <summary>The lines as they were written, identities numbered in order of appearance.</summary>
    public IReadOnlyList<TranscriptLine> Lines { get; }

    /// <summary>
    /// The lines in the order of the pipe; workers and identities are numbered in order of appearance. For a program
    /// whose order is fixed.
    /// </summary>
    public string Raw => Format(Naming.ByAppearance(Lines));

    /// <summary>
    /// The lines in an order that is the same in every run of a program whose tasks run concurrently. Between two lines
    /// of main, workers are numbered by their lowest task, workers without a task last. Lines outside of tasks come
    /// first, grouped by worker, then the lines of tasks, by task. Nothing else is moved.
    /// </summary>
    /// <remarks>
    /// A line belongs to a task if it was written by <see cref="Print.Task"/> (<c>print_task</c> in Python); lines of
    /// tasks by <see cref="Print.Line"/> stand where chance put them. The tasks between two lines of main must have
    /// different names.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// There is no such order: between two lines of main, two processes have lines of a task of the same name, or wrote
    /// different lines outside of tasks.
    /// </exception>
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
