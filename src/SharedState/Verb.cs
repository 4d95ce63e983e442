using System.CommandLine;

namespace SharedState;

/// <summary>A command whose help has examples and says what its exit codes mean.</summary>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>What can be typed after the program's name, the commonest first.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>What each exit code says.</summary>
    public abstract IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; }

    /// <summary>What else a user should know, a paragraph each.</summary>
    public virtual IReadOnlyList<string> Remarks => [];
}
