namespace Multiprocessing;

/// <summary>
/// A fork was refused: a child of this process in its present state could hang or crash, or bring this process down.
/// </summary>
public sealed class UnsafeForkException : InvalidOperationException
{
    /// <summary>Creates one without reasons.</summary>
    public UnsafeForkException() => Reasons = [];

    /// <summary>Creates one with a message.</summary>
    public UnsafeForkException(string message)
        : base(message) => Reasons = [message];

    /// <summary>Creates one with a message and its cause.</summary>
    public UnsafeForkException(string message, Exception innerException)
        : base(message, innerException) => Reasons = [message];

    internal UnsafeForkException(IReadOnlyList<string> reasons)
        : base($"This process cannot fork safely: {string.Join(' ', reasons)}") => Reasons = reasons;

    /// <summary>
    /// Each reason, as a sentence that names the variable, limit, thread or field, and its cause where that is known.
    /// </summary>
    public IReadOnlyList<string> Reasons { get; }
}
