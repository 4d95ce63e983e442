using System.Xml.Linq;
using Multiprocessing;
using Multiprocessing.Testing.Programs;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Pages;

/// <summary>What `sharedstate observe --html` writes: what was seen on this machine, as a web page.</summary>
public static class PageSpecs
{
    public sealed class WhereEverythingHolds
    {
        [Fact]
        public void It_begins_with_the_answer() =>
            Sections(Sample.Green).Should().Equal("answer", "example", "observations", "runs");

        [Fact]
        public void The_answer_is_read_from_the_runs()
        {
            var rows = Sample
                .Green.Descendants("table")
                .First()
                .Descendants("tr")
                .Select(row => row.Elements().Select(cell => cell.Value).ToArray())
                .ToArray();

            rows[0].Should().Equal("", "a global", "an argument");
            rows[1]
                .Distinct()
                .Should()
                .Equal(StartMethods.Supported.Intersect(Configuration.Methods).Select(method => method.Name()));
            rows.Skip(2)
                .Select(row => $"{row[0]}: {row[1]}")
                .Should()
                .Equal(
                    "what main assigned before is there: no",
                    "it has the identity of main's object: no",
                    "main sees what the worker writes to it: no",
                    "the worker's next task sees that: yes",
                    "another worker sees that: not seen here"
                );
        }

        [Fact]
        public void A_line_stands_before_the_first_start_method_of_each_way_to_give_an_object()
        {
            var methods = StartMethods.Supported.Intersect(Configuration.Methods).Count();

            Sample
                .Green.Descendants("table")
                .First()
                .Descendants("tr")
                .Last()
                .Elements("td")
                .Select(cell => cell.Attribute("class")?.Value)
                .Should()
                .Equal(Enumerable.Range(0, 2 * methods).Select(i => i % methods == 0 ? "first" : null));
        }

        [Fact]
        public void A_cell_shows_what_was_seen_and_links_to_the_run()
        {
            var cell = Cells(Sample.Green, "S2.05").First();

            cell.Value.Should()
                .Be("✓Holds: 2 copies: [100]; [100, 101]; [100, 101, 102]; [103]; [103, 104]; [103, 104, 105]");
            var run = WithId(Sample.Green, Href(cell.Element("a")!));
            run.Name.LocalName.Should().Be("details");
            run.Descendants()
                .First(element => element.Name.LocalName == "title")
                .Value.Should()
                .Be($"one list in several items: .NET {Environment.Version} spawn");
        }

        [Fact]
        public void A_cell_says_that_it_was_not_run_here()
        {
            Cells(Sample.Green, "S2.05")[3].Value.Should().EndWith("(not run here)");
            WithId(Sample.Green, "verdict")
                .Value.Should()
                .Contain("CPython spawn was not run here: There is no CPython on the search path.");
        }

        [Fact]
        public void Not_promised_and_not_applicable_are_distinguished()
        {
            Cells(Sample.Green, "S2.08")[0].Value.Should().Be("not promised");
            Cells(Sample.Green, "S1.16")[1].Value.Should().Be("—not applicable");
        }
    }

    public sealed class WhereSomethingDoesNotHold
    {
        [Fact]
        public void The_answer_comes_before_that() =>
            Sections(Sample.Red).Should().Equal("answer", "broken", "example", "observations", "runs");

        [Fact]
        public void A_broken_promise_is_shown_with_its_fewest_lines()
        {
            var failure = Sample.Red.Descendants("article").Single(article => article.Value.Contains("S1.18"));

            failure.Element("h3")!.Value.Should().Be("S1.18 After all appends main's list is what it was before.");
            failure
                .Descendants("dd")
                .Select(item => item.Value)
                .Should()
                .Equal(
                    $".NET {Environment.Version} spawn",
                    "before [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], after [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]",
                    "before [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], after [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 110]"
                );
            failure
                .Descendants("li")
                .Select(line => $"{line.Attribute("value")!.Value} {line.Value}")
                .Should()
                .Equal(
                    "13 main | ***workers append to a list***",
                    "14 main | before: id(data) = #3, data = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]",
                    "22 main | after: id(data) = #3, data = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 110]"
                );
        }

        [Fact]
        public void The_answer_changes()
        {
            var row = Sample
                .Red.Descendants("table")
                .First()
                .Descendants("tr")
                .Single(row => row.Value.StartsWith("main sees", StringComparison.Ordinal));

            row.Elements().ElementAt(1).Value.Should().Be("yes");
        }

        [Fact]
        public void A_failed_program_names_the_observations_that_are_missing()
        {
            var failure = Sample.Red.Descendants("article").First();

            failure.Element("h3")!.Value.Should().Be("A program failed: lambdas as tasks");
            failure
                .Descendants("dd")
                .Select(item => item.Value)
                .Should()
                .Equal($".NET {Environment.Version} spawn", Sample.Failure, "G15");
        }

        [Fact]
        public void Output_of_a_process_is_never_markup()
        {
            Sample.Red.Descendants("script").Should().ContainSingle();
            Sample.Red.Descendants("b").Should().BeEmpty();
        }
    }

    public sealed class WhereAProgramTimedOut
    {
        [Fact]
        public void It_says_what_was_not_seen_and_nothing_is_broken()
        {
            Sections(Sample.Late).Should().Equal("answer", "not-seen", "example", "observations", "runs");
            WithId(Sample.Late, "not-seen")
                .Descendants("li")
                .First()
                .Value.Should()
                .Be($"lambdas as tasks: .NET {Environment.Version} spawnG15");
            Sample.Late.Descendants().Attributes("data-broken").Should().BeEmpty();
        }

        [Fact]
        public void Its_strip_cell_and_run_have_a_mark_and_a_colour_of_their_own()
        {
            var strip = WithId(Sample.Late, "verdict").Elements("p").Single();
            var link = Cells(Sample.Late, "G15")[0].Element("a")!;

            strip.Value.Should().StartWith("? All ").And.EndWith(" that ran here hold.");
            link.Value.Should().Be("?not seen: timed out");
            WithId(Sample.Late, Href(link)).Value.Should().Contain(" timed out");
            new[] { strip, link }
                .Select(it => $"{it.Attribute("class")!.Value}")
                .Should()
                .Equal("verdict late", "late");
        }
    }

    public sealed class WhereAllColumnsShowTheSame
    {
        [Fact, Linux("two start methods show the same.")]
        public void A_row_shows_it_once_beside_the_claim()
        {
            var row = WithId(Sample.DotNet, "row-S2.05");

            row.Attribute("class")!.Value.Should().Be("same");
            row.Element("th")!
                .Value.Should()
                .EndWith(
                    "Everywhere: 2 copies: [100]; [100, 101]; [100, 101, 102]; [103]; " + "[103, 104]; [103, 104, 105]"
                );
        }

        [Fact]
        public void A_row_of_columns_that_differ_or_did_not_run_shows_each()
        {
            WithId(Sample.DotNet, "row-S2.14").Attribute("class").Should().BeNull("spawn and fork differ");
            Sample.Green.Descendants("tr").Attributes("class").Should().BeEmpty("there is no CPython");
        }
    }

    public sealed class AsADocument
    {
        public static TheoryData<string> Pages => new("green", "red", "late", "small");

        [Theory, MemberData(nameof(Pages))]
        public void It_refers_to_nothing_outside_itself(string page) =>
            Named(page)
                .Descendants()
                .Attributes()
                .Where(attribute => attribute.Name.LocalName is "href" or "src" or "action")
                .Select(attribute => attribute.Value)
                .Should()
                .OnlyContain(reference => reference.StartsWith('#') || reference == "data:,");

        [Theory, MemberData(nameof(Pages))]
        public void Every_reference_has_one_target(string page)
        {
            var places = Named(page).Descendants().Attributes("id").Select(id => id.Value).ToArray();
            var references = Named(page)
                .Descendants()
                .Attributes()
                .Where(attribute =>
                    (attribute.Name.LocalName is "href" && attribute.Value.StartsWith('#'))
                    || attribute.Name.LocalName is "aria-labelledby"
                )
                .Select(attribute => attribute.Value.TrimStart('#'));

            places.Should().OnlyHaveUniqueItems();
            references.Should().NotBeEmpty().And.BeSubsetOf(places);
        }

        [Theory, MemberData(nameof(Pages))]
        public void No_heading_level_is_skipped(string page)
        {
            var levels = Named(page)
                .Descendants()
                .Where(element => element.Name.LocalName is "h1" or "h2" or "h3" or "h4")
                .Select(heading => heading.Name.LocalName[1] - '0')
                .ToArray();

            levels.Count(level => level == 1).Should().Be(1);
            levels.Zip(levels.Skip(1)).Should().OnlyContain(pair => pair.Second <= pair.First + 1);
        }

        [Theory, MemberData(nameof(Pages))]
        public void Every_table_has_a_caption_and_its_headers_a_scope(string page)
        {
            Named(page)
                .Descendants("table")
                .Should()
                .NotBeEmpty()
                .And.OnlyContain(table => table.Element("caption") != null);
            Named(page).Descendants("th").Should().OnlyContain(header => header.Attribute("scope") != null);
        }

        private static XDocument Named(string page) =>
            page switch
            {
                "green" => Sample.Green,
                "red" => Sample.Red,
                "late" => Sample.Late,
                _ => Sample.Small,
            };
    }

    private static IEnumerable<string> Sections(XDocument page) =>
        page.Descendants("main").Single().Elements("section").Select(section => section.Attribute("id")!.Value);

    private static XElement[] Cells(XDocument page, string number) => [.. WithId(page, $"row-{number}").Elements("td")];

    private static XElement WithId(XDocument page, string id) =>
        page.Descendants().Single(element => element.Attribute("id")?.Value == id);

    private static string Href(XElement link) => link.Attribute("href")!.Value.TrimStart('#');
}
