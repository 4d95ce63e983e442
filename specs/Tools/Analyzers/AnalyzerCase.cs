namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>A program of a few lines, and what the analyzers find in it.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Marked">
/// Its declarations, with <c>[|</c> and <c>|]</c> around what is found. They are put into a static class Program, which
/// others can refer to.
/// </param>
public sealed record AnalyzerCase(string Name, string Marked)
{
    /// <summary>What the first finding says, where a spec looks at it.</summary>
    public string? Says { get; init; }

    public override string ToString() => Name;
}
