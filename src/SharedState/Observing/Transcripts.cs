namespace SharedState.Observing;

/// <summary>The raw lines of each run, as its processes wrote them.</summary>
internal static class Transcripts
{
    public static void Print(Matrix matrix, TextWriter output)
    {
        foreach (var (title, transcript) in matrix.Transcripts)
            output.WriteLine($"\n{title}\n\n{transcript.Raw}");
    }
}
