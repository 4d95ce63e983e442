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
                from found in SourceTree.Facts
                let transcript = found.Fact.GetCustomAttribute<TranscriptAttribute>()
                where transcript is not null
                group ProgramSpecs.ConfigurationOf(found.Spec) by (
                    Name(found.Fact),
                    transcript.Experiment,
                    transcript.Form
                ) into fact
                orderby fact.Key.Item1
                select string.Join(
                    TranscriptIndex.Separator,
                    [
                        fact.Key.Item1,
                        fact.Key.Experiment,
                        $"{fact.Key.Form}",
                        .. Configuration.All.Where(fact.Contains).Select(configuration => $"{configuration}"),
                    ]
                )
            )
        );

    [Fact]
    public void The_book_reads_this_list() =>
        TranscriptIndex
            .In(SourceTree.Checkout)
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(snapshot => SourceTree.Checkout.Has(snapshot.Spec));

    private static string Name(MethodInfo fact)
    {
        var spec = fact.DeclaringType!;
        return $"{SpecTraits.Folder(spec)}/{SnapshotConventions.TypeName(spec)}.{fact.Name}";
    }
}
