using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Catalogue;

/// <summary>
/// Every promise of the catalogue holds, and each way of reading a transcript fails on one that breaks the promise.
/// </summary>
public static class CatalogueSpecs
{
    public abstract class InOneConfiguration : ProgramSpecs
    {
        [Theory, OfEachChapter]
        public void Every_promise_is_kept(string chapter) =>
            PromisesOf(chapter)
                .Select(row => row.Judge(Configuration, Run(row.Experiment!)))
                .Should()
                .AllHold(Interpreter);

        [Theory, OfEachChapter(ofThePost: true)]
        public void The_transcript_of_the_other_start_method_breaks_every_promise_that_depends_on_it(string chapter) =>
            PromisesOf(chapter)
                .Where(DependsOnStartMethod)
                .Select(row => row.Judge(Configuration, Run(row.Experiment!, Other)))
                .Should()
                .AllBeFalse();

        [Theory, OfEachChapter]
        public void A_mutation_breaks_every_other_promise(string chapter) =>
            PromisesOf(chapter)
                .Where(row => !DependsOnStartMethod(row))
                .Select(row => row.Judge(Configuration, Mutations.ApplyTo(row, Run(row.Experiment!))))
                .Should()
                .AllBeFalse();

        private IEnumerable<Observation> PromisesOf(string chapter) =>
            Observations.Catalogue.All.Where(row =>
                $"{row.Chapter}" == chapter && row.Expected[Configuration].IsPromise
            );

        private bool DependsOnStartMethod(Observation row) =>
            row.Experiment!.Methods.Contains(Other.StartMethod) && row.Expected[Configuration] != row.Expected[Other];

        private Configuration Other =>
            Configuration with
            {
                StartMethod = Configuration.StartMethod is StartMethod.Fork ? StartMethod.Spawn : StartMethod.Fork,
            };
    }

    public abstract class InOneMixedConfiguration : ProgramSpecs
    {
        [Fact]
        public void Every_promise_is_kept() =>
            Promises.Select(row => row.Judge(Configuration, Run(row.Experiment!))).Should().AllHold(Interpreter);

        [Fact]
        public void A_mutation_breaks_every_promise() =>
            Promises
                .Select(row => row.Judge(Configuration, Mutations.ApplyTo(row, Run(row.Experiment!))))
                .Should()
                .AllBeFalse();

        private IEnumerable<Observation> Promises =>
            Observations.Catalogue.All.Where(row => row.Expected[Configuration].IsPromise);
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn : InOneConfiguration;

    [Start(StartMethod.Fork)]
    public class UnderFork : InOneConfiguration;

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer : InOneConfiguration;

    [CPython]
    public sealed class UnderSpawnOnCPython : UnderSpawn;

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork;

    [CPython, BuildServer(BuildServerAttribute.ForkServerOfCPython)]
    public sealed class UnderForkServerOnCPython : UnderForkServer;

    [ServedByTheOther, Start(StartMethod.Spawn)]
    public sealed class UnderSpawnServedByCPython : InOneMixedConfiguration;

    [ServedByTheOther, Start(StartMethod.Fork)]
    public sealed class UnderForkServedByCPython : InOneMixedConfiguration;

    [CPython, ServedByTheOther, Start(StartMethod.Spawn)]
    public sealed class UnderSpawnOnCPythonServedByDotNet : InOneMixedConfiguration;

    [CPython, ServedByTheOther, Start(StartMethod.Fork)]
    public sealed class UnderForkOnCPythonServedByDotNet : InOneMixedConfiguration;

    public sealed class Rows
    {
        [Fact]
        public void Each_number_is_given_once() =>
            Observations.Catalogue.All.Select(row => row.Number).Should().OnlyHaveUniqueItems();

        [Fact]
        public void Each_claim_is_a_sentence_with_a_source() =>
            Observations
                .Catalogue.All.Where(row => !row.Claim.EndsWith('.') || row.Sources.Count == 0)
                .Select(row => row.Number)
                .Should()
                .BeEmpty();

        [Fact]
        public void Addresses_and_chance_are_not_promised() =>
            Observations
                .Catalogue.All.Where(row =>
                    Configuration.All.All(configuration => row.Expected[configuration] == Expectation.NotPromised)
                )
                .Select(row => row.Number)
                .Should()
                .Equal("G06", "S1.09", "S1.38", "S2.08", "S2.09", "S2.10", "S3.23");

        [Fact]
        public void A_promise_has_an_experiment_and_a_way_to_see_it() =>
            Observations
                .Catalogue.All.Where(row =>
                    Configuration.All.Any(configuration => row.Expected[configuration].IsPromise)
                    && (row.Experiment is null || row.Read is null)
                )
                .Select(row => row.Number)
                .Should()
                .BeEmpty();

        [Fact]
        public void Mixed_configurations_are_those_of_the_chapter_on_managers() =>
            Observations
                .Catalogue.All.Where(row =>
                    Configuration.Mixed.Any(configuration => row.Expected[configuration].IsPromise)
                )
                .Should()
                .NotBeEmpty()
                .And.OnlyContain(row => row.Chapter == Chapter.Managers);

        [Fact]
        public void What_CPython_has_no_form_for_is_an_addition_without_a_program_in_Python() =>
            Observations
                .Catalogue.All.Where(row =>
                    row.Chapter == Chapter.Additions
                    || row.Experiment is { PythonFile: null }
                    || Configuration.All.Any(configuration => row.Expected[configuration] == Expectation.NoSuchForm)
                )
                .Should()
                .NotBeEmpty()
                .And.OnlyContain(row =>
                    row.Chapter == Chapter.Additions
                    && row.Experiment!.PythonFile == null
                    && Configuration.All.Any(configuration => row.Expected[configuration].IsPromise)
                    && Configuration.All.All(configuration =>
                        configuration.Runtime == Runtime.DotNet || row.Expected[configuration] == Expectation.NoSuchForm
                    )
                );

        [Fact]
        public void An_empty_transcript_keeps_no_promise() =>
            (
                from row in Observations.Catalogue.All
                from configuration in Configuration.All.Concat(Configuration.Mixed)
                where row.Expected[configuration].IsPromise
                select row.Judge(configuration, Multiprocessing.Testing.Transcript.Parse(""))
            )
                .Should()
                .AllBeFalse();
    }
}
