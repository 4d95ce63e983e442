using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations;

/// <summary>
/// A program and its arguments, the same on each runtime that can run it. Rows that name one experiment read one run.
/// </summary>
/// <param name="Id">Its name in <see cref="Experiments"/>.</param>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="DotNet">The program in C#.</param>
/// <param name="CSharpFile">The file of the C# program, below this project's folder.</param>
/// <param name="PythonFile">
/// The file of the Python program, below the same folder; null where only .NET has what the program uses.
/// </param>
/// <param name="Arguments">The arguments of the Python program besides the start method.</param>
internal sealed record Experiment(
    string Id,
    string Name,
    ObservedProgram DotNet,
    string CSharpFile,
    string? PythonFile,
    params string[] Arguments
)
{
    /// <summary>The start methods under which the program makes sense.</summary>
    public IReadOnlyList<StartMethod> Methods { get; init; } = Configuration.Methods;

    /// <summary>Where the Python programs are.</summary>
    public static string PythonDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "Python");

    /// <summary>The program for one runtime.</summary>
    /// <param name="runtime">Which runtime.</param>
    /// <param name="cpython">The interpreter; needed for <see cref="Runtime.CPython"/> only.</param>
    public ObservedProgram On(Runtime runtime, CPython? cpython) =>
        runtime switch
        {
            Runtime.DotNet => DotNet,
            Runtime.CPython => new PythonProgram(
                Path.Combine(
                    PythonDirectory,
                    PythonFile ?? throw new ArgumentException($"'{Name}' runs on .NET only.", nameof(runtime))
                ),
                cpython
                    ?? throw new ArgumentNullException(nameof(cpython), $"'{Name}' on CPython needs an interpreter."),
                Arguments
            )
            {
                StandardLibraryOnly = true,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(runtime), runtime, "Not a runtime."),
        };
}
