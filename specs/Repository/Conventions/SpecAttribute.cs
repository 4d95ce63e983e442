namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// Says of a fact, or of all facts of a class, what it specifies and what it needs. Stands on a method, on its class,
/// on a base
/// of that class or on a type around it; <see cref="SpecFramework"/> makes traits and skips of it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public abstract class SpecAttribute : Attribute
{
    /// <summary>What <c>dotnet test --filter</c> can select by.</summary>
    internal abstract IEnumerable<(string Name, string Value)> Traits { get; }

    /// <summary>Why this machine cannot run the fact, as one sentence; null where it can.</summary>
    internal virtual string? SkipReason(bool onCPython) => null;

    /// <summary>How long the fact may take; a minute where nothing allows it more.</summary>
    internal virtual TimeSpan TimeLimit => TimeSpan.Zero;
}
