using System.Reflection;
using System.Runtime.CompilerServices;
using Multiprocessing.Testing;
using Observations;
using Xunit.Sdk;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// Specs of what a program of the catalogue shows, under the start method that <see cref="StartAttribute"/> names: on
/// .NET, or on CPython in a class with <see cref="CPythonAttribute"/>. In a class with
/// <see cref="ServedByTheOtherAttribute"/> the program's shared objects live in a server of the other runtime. A
/// program runs once, however many facts look at it.
/// </summary>
public abstract class ProgramSpecs : Specs
{
    private static readonly CPython? CPythonHere = CPython.Find();
    private static readonly ExperimentRunner Runner = new(CPythonHere);

    private protected Configuration Configuration => ConfigurationOf(GetType());

    /// <summary>The path of the CPython that programs are run on; null where there is none.</summary>
    private protected static string? Interpreter => CPythonHere?.Executable;

    private protected static Transcript Run(Experiment experiment, Configuration configuration) =>
        Runner.Run(experiment, configuration).Transcript;

    private protected Transcript Run(Experiment experiment) => Run(experiment, Configuration);

    /// <summary>
    /// Verifies the transcript that the fact's <see cref="TranscriptAttribute"/> names. The snapshot is named after the
    /// class that declares the fact: it serves every class that inherits the fact.
    /// </summary>
    private protected Task VerifyTranscript([CallerMemberName] string fact = "")
    {
        var method = GetType().GetMethod(fact)!;
        var attribute = method.GetCustomAttribute<TranscriptAttribute>()!;
        var transcript = Run(Experiments.All.Single(experiment => experiment.Id == attribute.Experiment));
        var spec = method.DeclaringType!;
        return VerifyTranscript(
            attribute.Form is TranscriptForm.Raw ? transcript.Raw : transcript.Canonical,
            SnapshotConventions.Directory(spec),
            $"{SnapshotConventions.TypeName(spec)}.{fact}"
        );
    }

    /// <summary>Verifies text by a snapshot. One that differs fails with the difference, line by line.</summary>
    private protected async Task VerifyTranscript(string text, string directory, string name)
    {
        var verified = Path.Combine(directory, $"{name}.verified.txt");
        TranscriptDifference? difference = null;
        try
        {
            await Verify(text).UseDirectory(directory).UseFileName(name).DisableRequireUniquePrefix();
        }
        catch (Exception)
            when ((
                    difference = File.Exists(verified)
                        ? TranscriptDifference.Between(File.ReadAllText(verified), text)
                        : null
                )
                    is not null
            )
        {
            throw new XunitException(
                $"""
                The transcript is not the one in {name}.verified.txt.
                {difference}

                If it is right, rename {Path.Combine(directory, $"{name}.received.txt")} to {name}.verified.txt.
                """.ReplaceLineEndings("\n")
            );
        }
    }

    /// <summary>
    /// What the failure text of a fact says about the observations that it cites; null where it cites none, or is not
    /// about a program of the catalogue.
    /// </summary>
    internal static string? ExplanationOf(Type spec, MethodInfo fact)
    {
        if (!spec.IsSubclassOf(typeof(ProgramSpecs)) || !spec.IsDefined(typeof(StartAttribute)))
            return null;
        var cited = SpecTraits.Of(spec, fact).Traits["Observation"].ToHashSet();
        var configuration = ConfigurationOf(spec);
        return FailureExplanation.Of(
            configuration,
            Observations.Catalogue.All.Where(row => cited.Contains(row.Number)),
            experiment => Runner.Seen(experiment, configuration),
            Interpreter
        );
    }

    internal static Configuration ConfigurationOf(Type spec)
    {
        var configuration = new Configuration(
            spec.IsDefined(typeof(CPythonAttribute)) ? Runtime.CPython : Runtime.DotNet,
            spec.GetCustomAttribute<StartAttribute>()!.Method
        );
        return spec.IsDefined(typeof(ServedByTheOtherAttribute)) ? configuration.ServedByTheOther() : configuration;
    }
}
