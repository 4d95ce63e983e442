namespace Multiprocessing;

/// <summary>
/// A function that captured variables cannot run in another process: their values would be copies, and what it writes
/// to them would be lost. Pass them as arguments, or write <c>static</c> before the lambda to let the compiler report
/// them.
/// </summary>
public sealed class CapturedVariablesException : PicklingException
{
    /// <summary>Creates one with the variables that <paramref name="function"/> captured.</summary>
    internal CapturedVariablesException(string function, IReadOnlyList<string> variables)
        : base(
            $"{function} captured {string.Join(", ", variables)}: "
                + "another process cannot use a captured variable; pass its value as an argument."
        ) => Variables = variables;

    /// <summary>
    /// The captured variables by their names in the source, with <c>this</c> for the object that contains the function.
    /// </summary>
    public IReadOnlyList<string> Variables { get; }
}
