namespace Benchmarks;

/// <summary>What the user asked for cannot be done; the message says so in one line.</summary>
internal sealed class UsageException(string message) : Exception(message);
