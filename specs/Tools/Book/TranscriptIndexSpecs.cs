using System.Reflection;
using Book;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Book;

/// <summary>
/// The list of verified transcripts from which the book is written. After an experiment, a fact or a start method is
/// added, accept the list before writing the book.
/// </summary>
public sealed class TranscriptIndexSpecs : Specs
{
    [Fact]
    public Task Each_transcript_shows_one_experiment() =>
        Verify(
            string.Join(
                '\n',
                SourceTree
                    .Facts.Where(found => found.Fact.IsDefined(typeof(TranscriptAttribute)))
                    .GroupBy(found => Name(found.Fact))
                    .OrderBy(fact => fact.Key, StringComparer.Ordinal)
                    .Select(fact => Line(fact.Key, fact.First().Fact, [.. fact.Select(found => found.Spec)]))
            )
        );

    [Fact]
    public void The_book_reads_this_list() =>
        TranscriptIndex
            .In(SourceTree.Checkout)
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(snapshot => SourceTree.Checkout.Has(snapshot.Spec));

    private static string Line(string name, MethodInfo fact, IReadOnlyList<Type> specs)
    {
        var transcript = fact.GetCustomAttribute<TranscriptAttribute>()!;
        var configurations = specs.Select(ProgramSpecs.ConfigurationOf).ToHashSet();
        string[] fields = [name, transcript.Experiment, $"{transcript.Form}"];
        return string.Join(
            TranscriptIndex.Separator,
            fields.Concat(Configuration.All.Where(configurations.Contains).Select(one => $"{one}"))
        );
    }

    private static string Name(MethodInfo fact)
    {
        var spec = fact.DeclaringType!;
        return $"{SpecTraits.Folder(spec)}/{SnapshotConventions.TypeName(spec)}.{fact.Name}";
    }
}
