namespace Observations.Sources;

/// <summary>A section of the post, with all that its program prints.</summary>
internal sealed record PostSection(int Number) : Source
{
    private static readonly (int First, int Last)[] Lines = [(11, 182), (184, 305), (307, 439)];

    /// <summary>The three sections.</summary>
    public static IReadOnlyList<PostSection> All { get; } = [new(1), new(2), new(3)];

    public override string Text => $"the post §{Number}";

    public override string Link => $"{Post.Page}#section-{Number}";

    /// <summary>The number of the section that has a line; 0 where none has it.</summary>
    public static int Of(int line) => Array.FindIndex(Lines, lines => lines.First <= line && line <= lines.Last) + 1;
}
