namespace Observations.Sources;

/// <summary>Lines of the post.</summary>
/// <param name="First">The first line, counted from the top of the post's Markdown source.</param>
/// <param name="Last">The last line.</param>
internal sealed record Post(int First, int Last) : Source
{
    /// <summary>The page of the book that is about the post.</summary>
    public const string Page = "the-post.md";

    /// <summary>One line of the post.</summary>
    public Post(int line)
        : this(line, line) { }

    /// <summary>The section in which the lines are; 0 where they are in none.</summary>
    public int Section => PostSection.Of(First) == PostSection.Of(Last) ? PostSection.Of(First) : 0;

    public override string Text =>
        First == Last ? $"the post §{Section}, line {First}" : $"the post §{Section}, lines {First}–{Last}";

    public override string Link => $"{Page}#L{First}";
}
