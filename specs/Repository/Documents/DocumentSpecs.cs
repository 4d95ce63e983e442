using System.Globalization;
using System.Text.RegularExpressions;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Workers.Mailboxes;
using SharedStateSpecs.Repository.Conventions;
using SharedStateSpecs.Repository.Layers;

namespace SharedStateSpecs.Repository.Documents;

/// <summary>What the documents say of the code is so.</summary>
public static partial class DocumentSpecs
{
    private const string Forking = "src/Multiprocessing/Processes/Forking/README.md";
    private const string Pools = "src/Multiprocessing/Pools/README.md";

    private static readonly HashSet<string> Facts =
    [
        .. SourceTree.Facts.Select(found => found.Fact.Name.Replace('_', ' ').ToLowerInvariant()),
    ];

    private static readonly HashSet<string> Specs =
    [
        .. SourceTree.Facts.Select(found => TypeReferences.Outermost(found.Spec).Name),
        nameof(Conventions.ProgramSpecs),
    ];

    [Fact]
    public static void Every_link_leads_to_a_file_and_a_heading() =>
        Document
            .All.SelectMany(document => document.Links, (document, link) => (document, link))
            .Where(found => !found.document.Leads(found.link))
            .Select(found => $"{found.document.File}: {found.link}")
            .Should()
            .BeEmpty();

    [Theory]
    [InlineData("CONTRIBUTING.md", true)]
    [InlineData("ARCHITECTURE.md#the-layers-of-the-library", true)]
    [InlineData("ARCHITECTURE.md#a-heading-that-is-not-there", false)]
    [InlineData("NO-SUCH-DOCUMENT.md", false)]
    public static void A_dead_link_would_be_seen(string link, bool leads) =>
        new Document("README.md", "").Leads(link).Should().Be(leads);

    [Fact]
    public static void Every_fact_and_every_spec_that_is_cited_is_in_the_suite() =>
        Document
            .All.SelectMany(Unknown, (document, cited) => $"{document.File}: {cited}")
            .Should()
            .BeEmpty("a rule is as good as the spec that holds it");

    [Fact]
    public static void A_fact_that_has_been_renamed_would_be_seen() =>
        Unknown(
                new("A.md", "`LayerSpecs`: *A folder uses what it likes*, or *A dead link\nwould be seen*; `OldSpecs`.")
            )
            .Should()
            .Equal("A folder uses what it likes", "OldSpecs");

    [Fact]
    public static void The_fork_contract_lists_every_variable_with_its_value() =>
        ForkSafeEnvironment
            .Required.Select(variable => $"`{variable.Key}`")
            .Concat(ForkSafeEnvironment.Forbidden.Select(name => $"`{name}`"))
            .Append($"`{ForkSafeEnvironment.Tunables}`")
            .Append(ForkSafeEnvironment.StackCache)
            .Where(text => !Document.Read(Forking).Text.Contains(text, StringComparison.Ordinal))
            .Should()
            .BeEmpty();

    [Fact]
    public static void The_fork_contract_lists_no_other_variable() =>
        Variable()
            .Matches(Document.Read(Forking).Text)
            .Select(match => match.Groups[1].Value)
            .Should()
            .BeSubsetOf([
                .. ForkSafeEnvironment.Required.Keys,
                .. ForkSafeEnvironment.Forbidden,
                ForkSafeEnvironment.Tunables,
            ]);

    [Fact]
    public static void The_architecture_has_the_layers_in_their_order() =>
        Layer()
            .Matches(Document.Read("ARCHITECTURE.md").Text)
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .Should()
            .Equal(Layering.Layers);

    [Fact]
    public static void The_mailboxes_have_the_size_that_is_written_down() =>
        Document
            .Read(Pools)
            .Text.Should()
            .Contain(string.Create(CultureInfo.InvariantCulture, $"at most {MailboxMemory.PayloadSize:N0} bytes"))
            .And.Contain(
                string.Create(CultureInfo.InvariantCulture, $"for each of up to {MailboxMemory.MaxWorkers:N0} workers")
            );

    private static IEnumerable<string> Unknown(Document document) =>
        document
            .Facts.Where(fact => !Facts.Contains(fact.Replace("'", "", StringComparison.Ordinal).ToLowerInvariant()))
            .Concat(document.Specs.Where(spec => !Specs.Contains(spec)));

    [GeneratedRegex(@"^\| `((?:DOTNET|GLIBC)_\w+)`", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\| `([A-Z]\w+)/", RegexOptions.Multiline)]
    private static partial Regex Layer();
}
