using Multiprocessing.Testing;
using Observations;

namespace SharedState.Observing;

/// <summary>The fewest lines of a run that show what was seen in it.</summary>
internal static class Evidence
{
    /// <summary>
    /// The fewest lines from which the same is read as from all: without any one of them the result changes. They are
    /// found by removing smaller and smaller parts of the transcript. There are none if the observation is that
    /// something is missing.
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
#pragma warning disable CA1031 // Reading is made for whole transcripts: a part on which it fails shows nothing.
            catch (Exception)
#pragma warning restore CA1031
            {
                return false;
            }
        }
    }
}
