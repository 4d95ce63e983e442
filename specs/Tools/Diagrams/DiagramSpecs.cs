using System.Xml.Linq;
using Multiprocessing.Testing;
using SharedState.Diagrams;
using SharedState.Pages;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Diagrams;

/// <summary>A run as a picture: a lane for each process, time downward, objects by their numbers and colours.</summary>
public sealed class DiagramSpecs : Specs
{
    private const string Forked = """
        main | id(data) = #1, data = [0, 1]
        worker-1 | in g(2): id(data) = #1, data = [0, 1, 2]
        main | after: id(data) = #1, data = [0, 1]
        """;

    private const string Spawned = """
        main | id(data) = #1, data = [0, 1]
        worker-1 | global: id(data) = #2
        worker-1 | in g(2): id(data) = #2, data = [2]
        main | after: id(data) = #1, data = [0, 1]
        """;

    [Fact]
    public async Task A_run_is_drawn_as_SVG() =>
        await Verify(Svg.ToText(Drawing.Of("a list, forked", new Run(Transcript.Parse(Forked)), style: null)));

    [Fact]
    public void A_file_contains_the_style_and_a_figure_of_a_page_does_not()
    {
        Diagram.Of("a list", Transcript.Parse(Forked)).Should().Contain("prefers-color-scheme: dark");
        $"{DiagramFigure.Scroll("a list", Transcript.Parse(Forked))}".Should().NotContain("<style");
    }

    [Fact]
    public void An_object_in_several_processes_is_a_disc_of_one_colour() =>
        ObjectsOf(Forked).Should().Equal("several c1 #1", "several c1 #1", "several c1 #1");

    [Fact]
    public void Another_object_is_a_square_of_another_colour() =>
        ObjectsOf(Spawned).Should().Equal("one c1 #1", "one c2 #2", "one c2 #2", "one c1 #1");

    [Fact]
    public void Objects_in_one_line_are_side_by_side_as_many_as_fit() =>
        ObjectsOf("main | #1, #2\nworker-1 | #2, #3, #4, #5")
            .Should()
            .Equal("one c1 #1", "several c2 #2", "several c2 #2", "one c3 #3", "one c4 #4");

    [Fact]
    public void Its_description_says_which_process_saw_which_object()
    {
        Text(Draw(Forked), "desc")
            .Should()
            .Be("3 lines of 2 processes: main and worker-1. Seen in several processes: #1 in main and worker-1.");
        Text(Draw(Spawned), "desc")
            .Should()
            .Be("4 lines of 2 processes: main and worker-1. Seen in one process only: #1 in main; #2 in worker-1.");
    }

    [Fact]
    public void A_task_has_an_arrow_from_main_and_one_back_to_it()
    {
        Count(Draw(Forked), "task").Should().Be(2, "one is in the legend");
        Count(Draw(Forked), "result").Should().Be(2);
        Count(Draw("process-1 | in f(1): alone"), "task").Should().Be(0, "main is missing");
        Count(Draw("main | before\nprocess-1 | in f(1): dies"), "result")
            .Should()
            .Be(0, "nothing shows that its result came back");
    }

    [Fact]
    public void A_process_shares_the_lane_of_one_that_was_last_seen_before_a_line_of_main() =>
        new Run(
            Transcript.Parse("main | a\nworker-1 | b\nworker-2 | c\nworker-1 | d\nworker-3 | e\nmain | f\nworker-4 | g")
        )
            .Lanes.Select(lane => (lane.ShortName, lane.Column))
            .Should()
            .Equal(("main", 0), ("w1", 1), ("w2", 2), ("w3", 3), ("w4", 1));

    [Fact]
    public void A_transcript_has_the_same_drawing_in_every_culture()
    {
        var here = Diagram.Of("a list", Transcript.Parse(Spawned));
        var before = Thread.CurrentThread.CurrentCulture;

        Thread.CurrentThread.CurrentCulture = new("de-DE");
        var there = Diagram.Of("a list", Transcript.Parse(Spawned));
        Thread.CurrentThread.CurrentCulture = before;

        there.Should().Be(here);
        here.Should().NotContain("\r");
    }

    [Theory]
    [InlineData("main | <script>alert(1)</script> & ]]> \u0000 \u001b[31m \u202e \ud83d\ude00 &amp;")]
    [InlineData("<b>\"'-1: | in </svg>(1): #1 ## #99999999999999999999 #")]
    [InlineData("worker-: | \ud800 lone\nmain | -->")]
    [InlineData("")]
    public void Hostile_text_stays_text(string transcript)
    {
        var drawing = XDocument.Parse(Diagram.Of(transcript, Transcript.Parse(transcript)));

        drawing
            .Descendants()
            .Select(element => element.Name.LocalName)
            .Distinct()
            .Should()
            .BeSubsetOf(["svg", "title", "desc", "style", "rect", "circle", "line", "path", "g", "text", "tspan"]);
    }

    [Fact]
    public void It_refers_to_nothing_outside_itself() =>
        Draw(Spawned)
            .Descendants()
            .Attributes()
            .Select(attribute => attribute.Name.LocalName)
            .Distinct()
            .Should()
            .NotContain(["href", "src", "style", "id"]);

    [Fact]
    public void A_long_line_is_cut_and_the_rest_is_counted() =>
        LineText.Wrap(new string('1', 4000))[^1].Should().Be("  … 3,868 more characters");

    private static XDocument Draw(string transcript) =>
        XDocument.Parse(Diagram.Of("a run", Transcript.Parse(transcript)));

    private static IEnumerable<string> ObjectsOf(string transcript) =>
        from dot in Draw(transcript).Descendants()
        let style = dot.Attribute("class")?.Value.Split(' ') ?? []
        where style is ["object", _, _, ..]
        select $"{style[1]} {style[2]} #{dot.Value.Split('#')[1].Split(':')[0]}";

    private static int Count(XDocument drawing, string style) =>
        drawing.Descendants().Count(element => element.Attribute("class")?.Value == style);

    private static string Text(XDocument drawing, string element) =>
        drawing.Descendants().First(found => found.Name.LocalName == element).Value;
}
