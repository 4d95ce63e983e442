using System.Xml.Linq;
using Multiprocessing.Testing;
using Observations;
using SharedState.Observing;
using SharedState.Pages;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>Observations of what only .NET has: nothing is run on CPython, though it is there.</summary>
[CPython]
public static class AdditionSpecs
{
    [Fact]
    public static void Their_programs_run_on_DotNet_only() =>
        Seen()
            .Runs.Select(run => run.Column.Configuration.Runtime)
            .Distinct()
            .Should()
            .Equal(Observations.Runtime.DotNet);

    [Fact]
    public static void A_cell_of_CPython_says_that_it_has_no_such_form() =>
        (
            from row in Seen().Rows
            from cell in row.Verdicts
            where cell.Key.Configuration is { Runtime: Observations.Runtime.CPython, IsMixed: false }
            select $"{cell.Value}"
        )
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(text => text == "no such form");

    [Fact]
    public static void Their_table_on_the_page_has_no_column_of_CPython() =>
        XDocument
            .Parse(Page.Of(Seen(), DateTimeOffset.UnixEpoch))
            .Descendants()
            .Single(element => (string?)element.Attribute("data-chapter") == nameof(Chapter.Additions))
            .Descendants()
            .Select(element => (string?)element.Attribute("data-runtime"))
            .OfType<string>()
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(runtime => runtime.StartsWith(".NET"));

    [Fact]
    public static void Their_programs_are_refused_on_CPython() =>
        Experiments
            .ItemOutcomes.Invoking(experiment => experiment.On(Observations.Runtime.CPython, CPython.Find()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*runs on .NET only.*");

    private static Matrix Seen()
    {
        var matrix = new Matrix(
            [.. Observations.Catalogue.All.Where(row => row.Chapter == Chapter.Additions)],
            [.. MatrixColumn.For([CPython.Find()!], new())],
            (_, _) => new Outcome(Transcript.Parse("main | nothing"), null)
        );
        matrix.Run(_ => { }, CancellationToken.None);
        return matrix;
    }
}
