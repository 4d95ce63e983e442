using System.Reflection;
using System.Runtime.CompilerServices;
using Multiprocessing.Testing;
using Observations;

namespace SharedStateSpecs.Conventions;

/// <summary>
/// Specs of what a program of the catalogue shows, under the start method that <see cref="StartAttribute"/> names: on .NET, or on CPython in a
/// class with <see cref="CPythonAttribute"/>. A program is run once, however many facts look at it.
/// </summary>
public abstract class ProgramSpecs : Specs
{
    private static readonly Laboratory Laboratory = new(CPython.Find());

    private protected Column Column => new(
        GetType().IsDefined(typeof(CPythonAttribute)) ? Runtime.CPython : Runtime.DotNet,
        GetType().GetCustomAttribute<StartAttribute>()!.Method);

    private protected static Transcript Run(Experiment experiment, Column column) => Laboratory.Run(experiment, column).Transcript;

    private protected Transcript Run(Experiment experiment) => Run(experiment, Column);

    /// <summary>Verifies text by the snapshot that is named by the class in which the fact stands: it serves every class that inherits the fact.</summary>
    private protected SettingsTask VerifyTranscript(string text, [CallerMemberName] string fact = "")
    {
        var verification = Verify(text);
        verification.UseFileName($"{SnapshotConventions.TypeName(GetType().GetMethod(fact)!.DeclaringType!)}.{fact}");
        return verification.DisableRequireUniquePrefix();
    }
}
