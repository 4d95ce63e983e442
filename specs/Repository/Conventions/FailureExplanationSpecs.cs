using Multiprocessing;
using Multiprocessing.Testing;
using Observations;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// What a spec about a transcript reports when it fails: the line, the law that is broken, and the command that
/// reproduces it.
/// </summary>
public static class FailureExplanationSpecs
{
    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn : ProgramSpecs
    {
        [Fact]
        public Task A_broken_law_is_named_with_its_command() => Verify(ExplanationOf(Configuration, "S1.16", "S1.18"));

        [Fact]
        public Task The_command_for_a_law_of_CPython_names_the_interpreter() =>
            Verify(ExplanationOf(new(Runtime.CPython, StartMethod.Spawn), "S1.16"));

        [Fact]
        public Task The_cited_laws_are_named_if_none_is_broken() =>
            Verify(ExplanationOf(Configuration, "S1.18", "S2.04"));

        [Fact]
        public async Task A_transcript_that_differs_from_its_snapshot_fails_with_all_of_it()
        {
            var messages = await TimedFactSpecs.Run(
                typeof(OfAForgetfulWorker),
                nameof(Sample.Appends_accumulate),
                TimeSpan.FromMinutes(1)
            );

            await Verify(messages.OfType<ITestFailed>().Single().Messages.Single());
        }

        private string? ExplanationOf(Configuration configuration, params string[] numbers) =>
            FailureExplanation.Of(
                configuration,
                Observations.Catalogue.All.Where(row => numbers.Contains(row.Number)),
                experiment => experiment == Experiments.GlobalsInPoolOfOne ? Forgetful(Run(experiment)) : null,
                "/opt/python3.13/bin/python3"
            );
    }

    /// <summary>What a worker would print if it forgot what it appended before.</summary>
    private static Transcript Forgetful(Transcript transcript) =>
        Transcript.Parse(transcript.Raw.Replace("data = [110, 104]", "data = [104]", StringComparison.Ordinal));

    public abstract class Sample : ProgramSpecs
    {
        [Fact, Observation("S1.16")]
        public async Task Appends_accumulate()
        {
            var directory = Directory.CreateTempSubdirectory("snapshots-").FullName;
            try
            {
                var right = Run(Experiments.GlobalsInPoolOfOne);
                await File.WriteAllTextAsync(Path.Combine(directory, "appends.verified.txt"), right.Raw);
                await VerifyTranscript(Forgetful(right).Raw, directory, "appends");
            }
            catch (XunitException failure)
            {
                throw new XunitException(
                    failure.Message.Replace(directory, "snapshots", StringComparison.Ordinal).Replace('\\', '/')
                );
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    /// <summary>Not public, so that the suite itself does not run it.</summary>
    [Start(StartMethod.Spawn)]
    internal sealed class OfAForgetfulWorker : Sample;
}
