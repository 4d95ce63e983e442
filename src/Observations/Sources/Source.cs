namespace Observations.Sources;

/// <summary>Where an observation comes from.</summary>
internal abstract record Source
{
    /// <summary>The source in a few words.</summary>
    public abstract string Text { get; }

    /// <summary>
    /// Where it can be read: an address on the web, or a page of the book with a place on it.
    /// </summary>
    public abstract string Link { get; }

    /// <summary>What there it is about, which is not part of the link; empty where the text says all.</summary>
    public virtual string Detail => "";

    public sealed override string ToString() => Detail.Length == 0 ? Text : $"{Text}, {Detail}";
}
