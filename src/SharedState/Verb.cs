using System.CommandLine;

namespace SharedState;

/// <summary>A command whose help has examples and explains its exit codes.</summary>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>What can be typed after the program's name, the commonest first.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>The meaning of each exit code.</summary>
    public abstract IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; }

    /// <summary>Further paragraphs of the help text.</summary>
    public virtual IReadOnlyList<string> Remarks => [];
}
