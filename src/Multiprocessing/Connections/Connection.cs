using System.Buffers.Binary;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>
/// Whole messages between two processes, framed as in CPython: a length in four bytes, big-endian, then the message.
/// Source: <c>Lib/multiprocessing/connection.py</c>.
/// </summary>
/// <remarks>Not thread-safe. A received message is valid until the next receive.</remarks>
internal abstract class Connection : IDisposable
{
    private const int HeaderLength = 4,
        LongHeaderLength = 12;
    private const int KeptBuffer = 8 << 20,
        KeptGuardedBuffer = 64 << 10;

    private byte[] incoming = new byte[4096];
    private int filled,
        consumed;
    private readonly byte[] outgoingHeader = new byte[HeaderLength];
    private ReadOnlyMemory<byte> outgoing;
    private int sent;

    /// <summary>Whether a message that <see cref="TrySend"/> began is not fully sent yet.</summary>
    public bool IsSending { get; private set; }

    /// <summary>
    /// Whether the other side is not trusted: then the buffer grows only as bytes arrive, whatever length a message
    /// claims, and a large one is not kept.
    /// </summary>
    public bool IsGuarded { get; init; }

    /// <summary>
    /// Whether more than the current message is read where more has arrived: one system call then reads several. Not
    /// where another process may go on with the connection.
    /// </summary>
    public bool ReadsAhead { get; init; } = true;

    /// <summary>Whether a part of a message was received.</summary>
    public bool IsReceiving => filled > consumed;

    /// <summary>The longest message that is received, in bytes.</summary>
    public int LongestMessage { get; set; } = Array.MaxLength - LongHeaderLength;

    /// <summary>
    /// Whether this connection uses one of the last descriptors that the process can have: the runtime needs some to
    /// start a thread.
    /// </summary>
    public virtual bool IsNearLimit => false;

    /// <summary>Whether the last <see cref="ConnectionPoll"/> that waited for it found it ready.</summary>
    public bool IsSignalled { get; set; }

    /// <summary>Sends a message; waits until the system has taken all of it.</summary>
    /// <exception cref="EndOfStreamException">The other side has ended.</exception>
    public void Send(ReadOnlyMemory<byte> message)
    {
        while (IsSending && !Continue(wait: true)) { }
        Begin(message);
        while (!Continue(wait: true)) { }
    }

    /// <summary>
    /// Sends as much of a message as the system takes now; false if the rest is left to <see cref="ContinueSending"/>.
    /// The message's memory must not change until then.
    /// </summary>
    /// <exception cref="EndOfStreamException">The other side has ended.</exception>
    public bool TrySend(ReadOnlyMemory<byte> message)
    {
        Begin(message);
        return Continue(wait: false);
    }

    /// <summary>Continues what <see cref="TrySend"/> began; true when the whole message is sent.</summary>
    public bool ContinueSending() => Continue(wait: false);

    /// <summary>Waits for a message; false when the other side has ended.</summary>
    public bool Receive(out ReadOnlyMemory<byte> message) => Receive(wait: true, out message) == Received.Message;

    /// <summary>Waits for a message; <see cref="Received.Nothing"/> when the deadline passed.</summary>
    public Received Receive(Deadline deadline, out ReadOnlyMemory<byte> message)
    {
        message = default;
        while (WaitToReceive(deadline))
        {
            if (TryReceive(out message) is var received and not Received.Nothing)
                return received;
        }

        return Received.Nothing;
    }

    /// <summary>The next message, if it has already arrived.</summary>
    public Received TryReceive(out ReadOnlyMemory<byte> message) => Receive(wait: false, out message);

    /// <summary>
    /// Whether a whole message has arrived: then waiting for more bytes from the system would be waiting too long.
    /// </summary>
    public bool HasMessage => Missing(incoming.AsSpan(consumed, filled - consumed), out _, out _) == 0;

    /// <summary>
    /// Waits until there is something to receive or the other side has ended; false when the deadline passed.
    /// </summary>
    public bool WaitToReceive(Deadline deadline) => HasMessage || WaitToRead(deadline);

    /// <summary>
    /// Whether the other side has ended, checked without waiting; what it sent before can still be received. The last
    /// received message is no longer valid.
    /// </summary>
    public bool HasEnded()
    {
        DropConsumed();
        if (filled == incoming.Length)
            return false;

        var count = Read(incoming.AsSpan(filled), wait: false);
        filled += Math.Max(0, count);
        return count == 0;
    }

    /// <summary>Ends the use of the last received message, and releases a large buffer.</summary>
    public void ReleaseReceived() => DropConsumed();

    /// <summary>Tells the other side that nothing more will be sent; receiving is still possible.</summary>
    public abstract void EndSending();

    /// <summary>
    /// The process at the other end; null if the system does not report it, as over TCP or from another container.
    /// </summary>
    public virtual PeerProcess? OpenPeer() => null;

    /// <summary>
    /// Ends the connection, and with it the wait of a receiving thread. It must still be disposed of.
    /// </summary>
    public abstract void End();

    public abstract void Dispose();

    /// <summary>
    /// Reads at least one byte; 0 at the end, -1 if it would block and <paramref name="wait"/> is false.
    /// </summary>
    protected abstract int Read(Span<byte> buffer, bool wait);

    /// <summary>
    /// Writes at least one byte of the two spans, in order; -1 if it would block and <paramref name="wait"/> is false.
    /// </summary>
    protected abstract int Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool wait);

    /// <summary>Waits until <see cref="Read"/> would not block; false when the deadline passed.</summary>
    protected abstract bool WaitToRead(Deadline deadline);

    /// <summary>What the connection uses, for a debugger.</summary>
    protected abstract string Transport { get; }

    public override string ToString() =>
        $"{Transport}: {filled - consumed} bytes to receive, "
        + (IsSending ? $"{sent} of {HeaderLength + outgoing.Length} bytes sent" : "nothing to send");

    private void Begin(ReadOnlyMemory<byte> message)
    {
        BinaryPrimitives.WriteInt32BigEndian(outgoingHeader, message.Length);
        (outgoing, sent, IsSending) = (message, 0, true);
    }

    private bool Continue(bool wait)
    {
        while (sent < HeaderLength + outgoing.Length)
        {
            var count = Write(
                outgoingHeader.AsSpan(Math.Min(sent, HeaderLength)),
                outgoing.Span[Math.Max(0, sent - HeaderLength)..],
                wait
            );
            if (count < 0)
                return false;

            sent += count;
        }

        (outgoing, IsSending) = (default, false);
        return true;
    }

    private Received Receive(bool wait, out ReadOnlyMemory<byte> message)
    {
        message = default;
        DropConsumed();
        while (true)
        {
            var missing = Missing(incoming.AsSpan(0, filled), out var header, out var length);
            if (missing == 0)
            {
                consumed = header + length;
                message = incoming.AsMemory(header, length);
                return Received.Message;
            }

            if (incoming.Length - filled < (IsGuarded ? 1 : missing))
                Grow(filled + missing);
            var count = Read(ReadsAhead ? incoming.AsSpan(filled) : incoming.AsSpan(filled, missing), wait);
            if (count < 0)
                return Received.Nothing;
            if (count == 0)
                return Received.End;

            filled += count;
        }
    }

    // A length of -1 means that the length follows, in eight bytes.
    private int Missing(ReadOnlySpan<byte> arrived, out int header, out int length)
    {
        (header, length) = (HeaderLength, 0);
        if (arrived.Length < HeaderLength)
            return HeaderLength - arrived.Length;

        long claimed = BinaryPrimitives.ReadInt32BigEndian(arrived);
        if (claimed == -1)
        {
            header = LongHeaderLength;
            if (arrived.Length < LongHeaderLength)
                return LongHeaderLength - arrived.Length;

            claimed = BinaryPrimitives.ReadInt64BigEndian(arrived[HeaderLength..]);
        }

        if (claimed < 0 || claimed > LongestMessage)
        {
            throw new InvalidDataException(
                $"A message claims {claimed:N0} bytes; at most {LongestMessage:N0} are received here."
            );
        }

        length = (int)claimed;
        return Math.Max(0, header + length - arrived.Length);
    }

    private void Grow(int length)
    {
        var doubled = Math.Min(Array.MaxLength, incoming.Length * 2L);
        var larger = GC.AllocateUninitializedArray<byte>(
            (int)(IsGuarded ? Math.Min(length, doubled) : Math.Max(length, doubled))
        );
        Buffer.BlockCopy(incoming, 0, larger, 0, filled);
        incoming = larger;
    }

    private void DropConsumed()
    {
        if (consumed == 0)
            return;

        if (filled > consumed)
            Buffer.BlockCopy(incoming, consumed, incoming, 0, filled - consumed);
        (filled, consumed) = (filled - consumed, 0);
        if (incoming.Length > (IsGuarded ? KeptGuardedBuffer : KeptBuffer) && filled == 0)
            incoming = new byte[4096];
    }
}

/// <summary>The outcome of receiving.</summary>
internal enum Received
{
    /// <summary>No whole message yet.</summary>
    Nothing,

    /// <summary>A message.</summary>
    Message,

    /// <summary>The other side has ended: no message will follow.</summary>
    End,
}
