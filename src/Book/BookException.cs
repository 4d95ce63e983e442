namespace Book;

/// <summary>The book cannot be written. The message is one line: what is wrong, where, and what to do.</summary>
internal sealed class BookException(string message) : Exception(message);
