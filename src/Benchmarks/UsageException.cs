namespace Benchmarks;

/// <summary>The user asked for something impossible; the message says so in one line.</summary>
internal sealed class UsageException(string message) : Exception(message);
