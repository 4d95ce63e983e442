namespace Multiprocessing;

/// <summary>
/// A fork was refused, because a child of this process as it stands could hang or crash, or bring this process down.
/// </summary>
public sealed class UnsafeForkException : InvalidOperationException
{
    /// <summary>Makes one without reasons.</summary>
    public UnsafeForkException() => Reasons = [];

    /// <summary>Makes one with a message.</summary>
    public UnsafeForkException(string message)
        : base(message) => Reasons = [message];

    /// <summary>Makes one with a message and its cause.</summary>
    public UnsafeForkException(string message, Exception innerException)
        : base(message, innerException) => Reasons = [message];

    internal UnsafeForkException(IReadOnlyList<string> reasons)
        : base($"This process cannot fork safely: {string.Join(' ', reasons)}") => Reasons = reasons;

    /// <summary>
    /// Each reason, as a sentence that names the variable, the limit or the thread, and what made it so where that is
    /// known.
    /// </summary>
    public IReadOnlyList<string> Reasons { get; }
}
