using Multiprocessing.Testing;
using Observations;

namespace SharedState.Observing;

/// <summary>The lines of a run that show what was seen in it, and no line more.</summary>
internal static class Evidence
{
    /// <summary>
    /// The fewest lines in which the same is seen as in all: without any one of them it would be something else. They
    /// are found by leaving out
    /// ever smaller parts of the transcript. None where it is seen that something is missing.
    /// </summary>
    /// <returns>Their indices in <see cref="Transcript.Lines"/>.</returns>
    public static IReadOnlyList<int> Of(Observation row, Transcript transcript)
    {
        var seen = row.Read!(transcript);
        int[] lines = [.. Enumerable.Range(0, transcript.Lines.Count)];
        for (var size = lines.Length; size > 0; size /= 2)
        {
            for (var start = 0; start < lines.Length; )
            {
                int[] fewer = [.. lines[..start], .. lines[Math.Min(start + size, lines.Length)..]];
                if (Shows(fewer))
                    lines = fewer;
                else
                    start += size;
            }
        }

        return lines;

        bool Shows(int[] some)
        {
            try
            {
                return row.Read(Transcript.Parse(string.Join('\n', some.Select(index => transcript.Lines[index]))))
                    == seen;
            }
#pragma warning disable CA1031 // A way of seeing is made for whole transcripts: where it fails on a part, that part shows nothing.
            catch (Exception)
#pragma warning restore CA1031
            {
                return false;
            }
        }
    }
}
