namespace SharedState.Serving;

/// <summary>Lines on standard error about what a server does.</summary>
internal static class Report
{
    private const int Longest = 200;

    /// <summary>
    /// Writes one line. A client chooses parts of the text, which could contain control characters for the terminal.
    /// </summary>
    public static void Line(string text) => CommandLine.Report(Printable(text));

    private static string Printable(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? '?' : character).Take(Longest));
}
