namespace Book;

/// <summary>A file of the book.</summary>
/// <param name="Path">Its path in the book: <c>README.md</c>, <c>Book/chunks.md</c>.</param>
/// <param name="Text">What it holds.</param>
internal sealed record BookFile(string Path, string Text);
