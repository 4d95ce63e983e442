namespace SharedState.Serving;

/// <summary>Lines on standard error about what a server does.</summary>
internal static class Report
{
    private const int Longest = 200;

    /// <summary>
    /// Writes one line, whatever a client has made of it: a name may have characters that a terminal obeys.
    /// </summary>
    public static void Line(string text) =>
        Console.Error.WriteLine(
            $"{CommandLine.Name}: {string.Concat(text.Select(character => char.IsControl(character) ? '?' : character).Take(Longest))}"
        );
}
