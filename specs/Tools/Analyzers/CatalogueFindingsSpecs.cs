using Microsoft.CodeAnalysis;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>
/// The programs of the catalogue make mistakes on purpose, to show what then happens. The analyzers find these, and
/// nothing else.
/// </summary>
public sealed class CatalogueFindingsSpecs : Specs
{
    [Fact]
    public Task The_mistakes_of_the_catalogue_are_found()
    {
        var compilation = SourceProject.Of(SourceTree.Root, "src/Observations", "Observations");

        var found = Analysis.Of(compilation, out var mistakes).Select(Line).ToList();

        mistakes.Should().BeEmpty();
        return Verify(string.Join('\n', found));
    }

    private static string Line(Diagnostic found)
    {
        var place = found.Location.GetLineSpan();
        var source = found.Location.SourceTree!.GetText().Lines[place.StartLinePosition.Line].ToString().Trim();
        return $"{place.Path}:{place.StartLinePosition.Line + 1}: {found.Id}: {source}";
    }
}
