namespace SharedState;

/// <summary>The user asked for what cannot be done. The message is one line: what, where, and what to do.</summary>
internal sealed class BadArgumentsException(string message) : Exception(message);
