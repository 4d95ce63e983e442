using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Sharing.Pipes;

namespace Multiprocessing;

/// <summary>One end of a pipe between two processes. CPython: <c>multiprocessing.connection.Connection</c>.</summary>
/// <remarks>
/// <para>Whole objects or byte strings are sent, in order. What arrives is a copy. Several threads of one process can
/// use an end; several processes must not receive from one, nor send to one, at the same time: their messages would
/// mix.</para>
/// <para>A forked child has copies of all ends that its parent has open. As long as one copy of the other end is open
/// anywhere, no end of file comes: dispose of the ends that a process does not use.</para>
/// <para>An end can be an argument of a child that is started with it. It cannot be sent to a process that runs
/// already, for example to a pool's worker, and on Windows not at all.</para>
/// </remarks>
[PipeFormatter]
public sealed class PipeConnection : IConvertsTo, IDisposable
{
    private static readonly TimeSpan CancellationPause = TimeSpan.FromMilliseconds(50);

    private readonly Lock sending = new(),
        receiving = new();
    private readonly Connection connection;
    private readonly Pickler pickler = new(PickleTypes.Application);
    private readonly PickleWriter outgoing = new();
    private readonly Unpickler unpickler = new(PickleTypes.Application);
    private volatile bool isDisposed;

    internal PipeConnection(Connection connection, bool canReceive, bool canSend) =>
        (this.connection, CanReceive, CanSend) = (connection, canReceive, canSend);

    /// <summary>Whether this end receives. CPython: <c>readable</c>.</summary>
    public bool CanReceive { get; }

    /// <summary>Whether this end sends. CPython: <c>writable</c>.</summary>
    public bool CanSend { get; }

    /// <summary>The descriptor that goes to a child; null on Windows.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    /// <exception cref="PicklingException">A part of a message was received here, which the child would
    /// lack.</exception>
    internal Descriptor? Descriptor
    {
        get
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return connection.IsReceiving
                ? throw new PicklingException("The end of a pipe that has received a part of a message cannot be sent.")
                : (connection as DescriptorConnection)?.Descriptor;
        }
    }

    /// <summary>
    /// Sends an object; waits while the system has no room for it because the other end does not receive. CPython:
    /// <c>send</c>.
    /// </summary>
    /// <param name="value">The object; the other end receives a copy of it as it is now.</param>
    /// <exception cref="PicklingException">It cannot be sent to another process; nothing was sent.</exception>
    /// <exception cref="EndOfStreamException">Every copy of the other end is closed.</exception>
    /// <exception cref="InvalidOperationException">This end only receives.</exception>
    /// <exception cref="ObjectDisposedException">This end is disposed.</exception>
    public void Send<T>(T value)
    {
        ThrowIfNot(CanSend, "receives");
        lock (sending)
        {
            outgoing.Truncate(0);
            pickler.Dump(value, outgoing);
            connection.Send(outgoing.WrittenMemory);
        }
    }

    /// <summary>Sends bytes, as <see cref="Send"/> sends an object. CPython: <c>send_bytes</c>.</summary>
    /// <param name="message">The bytes.</param>
    /// <inheritdoc cref="Send"/>
    public void SendBytes(ReadOnlyMemory<byte> message)
    {
        ThrowIfNot(CanSend, "receives");
        lock (sending)
            connection.Send(message);
    }

    /// <summary>Receives an object; waits for one. CPython: <c>recv</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait; nothing is lost.</param>
    /// <exception cref="TimeoutException">The time was up; nothing is lost.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="EndOfStreamException">Everything was received, and every copy of the other end is closed. Or
    /// what sent ended in the middle of a message.</exception>
    /// <exception cref="UnpicklingException">What was received is not a <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidOperationException">This end only sends.</exception>
    /// <exception cref="ObjectDisposedException">This end is disposed.</exception>
    public T Receive<T>(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var deadline = Deadline.OfTimeout(timeout);
        lock (receiving)
            return unpickler.Load<T>(Next(deadline, cancellation).Span);
    }

    /// <summary>Receives bytes, as <see cref="Receive"/> receives an object. CPython: <c>recv_bytes</c>.</summary>
    /// <inheritdoc cref="Receive"/>
    public byte[] ReceiveBytes(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var deadline = Deadline.OfTimeout(timeout);
        lock (receiving)
            return Next(deadline, cancellation).ToArray();
    }

    /// <summary>
    /// Whether there is something to receive, or the end of file, at once or before the time is up. CPython:
    /// <c>poll</c>.
    /// </summary>
    /// <param name="timeout">How long to wait; defaults to not at all.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="InvalidOperationException">This end only sends.</exception>
    /// <exception cref="ObjectDisposedException">This end is disposed.</exception>
    public bool Poll(TimeSpan timeout = default, CancellationToken cancellation = default)
    {
        var deadline = Deadline.OfTimeout(timeout);
        lock (receiving)
            return Wait(deadline, cancellation);
    }

    /// <summary>
    /// Closes this end, in this process. Nothing must be sending or receiving here: that goes on. CPython:
    /// <c>close</c>.
    /// </summary>
    public void Dispose()
    {
        isDisposed = true;
        connection.Dispose();
    }

    object? IConvertsTo.As(Type type) => type.IsInstanceOfType(this) ? this : null;

    private ReadOnlyMemory<byte> Next(Deadline deadline, CancellationToken cancellation)
    {
        while (true)
        {
            if (!Wait(deadline, cancellation))
                throw new TimeoutException("Nothing arrived through the pipe before the timeout expired.");

            switch (connection.TryReceive(out var message))
            {
                case Received.Message:
                    return message;
                case Received.End:
                    throw new EndOfStreamException(
                        connection.IsReceiving
                            ? "The other end of the pipe was closed in the middle of a message."
                            : "The other end of the pipe is closed, and everything was received."
                    );
            }
        }
    }

    // Nothing can wake a wait for a descriptor without another one, so a wait that can be cancelled looks now and then.
    private bool Wait(Deadline deadline, CancellationToken cancellation)
    {
        ThrowIfNot(CanReceive, "sends");
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = cancellation.CanBeCanceled
                ? Deadline.Earlier(deadline, Deadline.After(CancellationPause))
                : deadline;
            if (connection.WaitToReceive(end))
                return true;
            if (deadline.HasPassed)
                return false;
        }
    }

    private void ThrowIfNot(bool can, string does)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (!can)
            throw new InvalidOperationException($"This end of the pipe only {does}.");
    }
}
