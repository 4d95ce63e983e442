namespace Multiprocessing;

/// <summary>
/// Bytes are no pickle, or one of something that may not be loaded here. CPython: <c>pickle.UnpicklingError</c>.
/// </summary>
public sealed class UnpicklingException : FormatException
{
    private readonly string reason;

    /// <summary>Says what is wrong with a pickle.</summary>
    public UnpicklingException(string reason)
        : base(reason) => this.reason = reason;

    /// <summary>Says what is wrong with a pickle, and what failed.</summary>
    public UnpicklingException(string reason, Exception innerException)
        : base(reason, innerException) => this.reason = reason;

    /// <summary>
    /// The byte of the pickle at which it was refused: the start of an opcode; null where it is about the whole.
    /// </summary>
    public long? Offset { get; private set; }

    /// <summary>What is wrong, and at which byte.</summary>
    public override string Message => Offset is { } offset ? $"{reason} (at byte {offset})" : reason;

    /// <summary>Notes where the pickle was refused. An exception filter calls it, so it never catches.</summary>
    internal bool At(long offset)
    {
        Offset ??= offset;
        return false;
    }
}
