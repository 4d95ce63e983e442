namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// Declares what a fact, or every fact of a class, specifies and what it needs. It is put on a method, on its class, on
/// a base of that class or on a type around it; <see cref="SpecFramework"/> makes traits and skips from it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public abstract class SpecAttribute : Attribute
{
    /// <summary>The traits that <c>dotnet test --filter</c> can select by.</summary>
    internal abstract IEnumerable<(string Name, string Value)> Traits { get; }

    /// <summary>Why this machine cannot run the fact, as one sentence; null if it can.</summary>
    internal virtual string? SkipReason(bool onCPython) => null;

    /// <summary>The time limit of the fact; a minute unless an attribute allows more.</summary>
    internal virtual TimeSpan TimeLimit => TimeSpan.Zero;
}
