namespace Multiprocessing;

/// <summary>
/// The bytes are not a pickle, or hold something that cannot be loaded here. CPython: <c>pickle.UnpicklingError</c>.
/// </summary>
public sealed class UnpicklingException : FormatException
{
    private readonly string reason;

    /// <summary>Creates one with what is wrong with a pickle.</summary>
    public UnpicklingException(string reason)
        : base(reason) => this.reason = reason;

    /// <summary>Creates one with what is wrong with a pickle, and its cause.</summary>
    public UnpicklingException(string reason, Exception innerException)
        : base(reason, innerException) => this.reason = reason;

    /// <summary>
    /// The offset of the opcode at which the pickle was refused; null if the reason concerns the whole pickle.
    /// </summary>
    public long? Offset { get; private set; }

    /// <summary>What is wrong, and at which byte.</summary>
    public override string Message => Offset is { } offset ? $"{reason} (at byte {offset})" : reason;

    /// <summary>
    /// Records where the pickle was refused. Called by exception filters; returns false, so nothing is caught.
    /// </summary>
    internal bool At(long offset)
    {
        Offset ??= offset;
        return false;
    }
}
