namespace SharedState;

/// <summary>
/// The user asked for something impossible. The message is one line: what is wrong, where, and what to do.
/// </summary>
internal sealed class BadArgumentsException(string message) : Exception(message);
