namespace Observations.Sources;

/// <summary>A page of Linux's manual.</summary>
/// <param name="Page">Its name.</param>
/// <param name="Section">Its section.</param>
/// <param name="Topic">What on it; empty for the whole page.</param>
internal sealed record Manual(string Page, int Section, string Topic = "") : Source
{
    public override string Text => $"{Page}({Section})";

    public override string Link => $"https://man7.org/linux/man-pages/man{Section}/{Page}.{Section}.html";

    public override string Detail => Topic;
}
