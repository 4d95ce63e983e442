using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>What a rule finds, and what it leaves alone.</summary>
public abstract class RuleSpecs(string rule)
{
    protected static TheoryData<string> NamesOf(IEnumerable<AnalyzerCase> cases) => [.. cases.Select(one => one.Name)];

    protected void Check(string name)
    {
        var (one, source) = AnalyzedCases.All[(rule, name)];

        var found = AnalyzedCases.Found[source.File].ToList();

        found
            .Select(diagnostic => (diagnostic.Id, Text(diagnostic, source)))
            .Should()
            .Equal(source.Marked.Select(span => (rule, source.Text[span.Start..span.End])), "{0}", Texts(found));
        found.Select(diagnostic => diagnostic.Location.SourceSpan).Should().Equal(source.Marked);
        if (one.Says is not null)
            found[0].GetMessage(CultureInfo.InvariantCulture).Should().Be(one.Says);
    }

    private static string Text(Diagnostic diagnostic, AnalyzerCaseSource source) =>
        source.Text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End];

    private static string Texts(IEnumerable<Diagnostic> found) =>
        string.Join("; ", found.Select(diagnostic => diagnostic.ToString()));
}
