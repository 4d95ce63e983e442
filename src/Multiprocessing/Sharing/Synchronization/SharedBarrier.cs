using Multiprocessing.Platform;
using Multiprocessing.Sharing.Synchronization;

namespace Multiprocessing;

/// <summary>
/// A barrier in shared memory, where a fixed number of callers wait for one another. CPython:
/// <c>multiprocessing.Barrier</c>.
/// </summary>
/// <remarks>
/// A process that ends while it waits breaks the barrier for all: in CPython, the others wait for ever. One that ends
/// before it waits is not missed; a timeout is for that.
/// </remarks>
public sealed unsafe class SharedBarrier : SharedSynchronization
{
    private const int MostParties = 100_000;

    private readonly int parties;
    private readonly TimeSpan defaultTimeout;

    internal SharedBarrier(SharedMemory memory)
        : base(memory, SharedKind.Barrier, SharedHeader.Length)
    {
        parties = (int)Header.First;
        defaultTimeout = TimeSpan.FromTicks(Header.Second);
        Header.Check(memory, SharedKind.Barrier, SizeFor(parties));
    }

    /// <summary>How many callers must wait before all go on. CPython: <c>parties</c>.</summary>
    public int Parties => parties;

    /// <summary>How many callers wait now. CPython: <c>n_waiting</c>.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public int Waiting => Barrier.Waiting;

    /// <summary>Whether it is broken: a caller stopped waiting, or ended. CPython: <c>broken</c>.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public bool IsBroken => Barrier.IsBroken;

    private BarrierWords Barrier => new(Words, parties, Waits);

    /// <summary>Creates a barrier.</summary>
    /// <param name="parties">How many callers wait for one another, from 1 to 100,000.</param>
    /// <param name="timeout">How long a caller waits if it does not say so; defaults to no limit.</param>
    /// <param name="name">Its name; null for one that the library chooses.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer or more parties, or the timeout is negative.
    /// </exception>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedBarrier Create(int parties, TimeSpan? timeout = null, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parties, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parties, MostParties);
        _ = Deadline.OfTimeout(timeout);
        var header = new SharedHeader { First = parties, Second = (timeout ?? Timeout.InfiniteTimeSpan).Ticks };
        return new(Make(name, SharedKind.Barrier, SizeFor(parties), header));
    }

    /// <summary>Opens a barrier that another process created, or this one.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="SharedMemoryException">There is none with that name, or it is something else.</exception>
    public static SharedBarrier Open(string name) =>
        SharedMemory.Open(name, static memory => new SharedBarrier(memory));

    /// <summary>Waits until all callers wait. CPython: <c>wait</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to the barrier's own timeout. When the time is up, the barrier
    /// is broken for all.</param>
    /// <param name="cancellation">Cancels the wait, and breaks the barrier for all.</param>
    /// <returns>A number from 0 to <see cref="Parties"/> - 1, different for each caller.</returns>
    /// <exception cref="InvalidOperationException">The barrier is broken.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public int Wait(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var deadline = Deadline.OfTimeout(timeout ?? defaultTimeout, nameof(timeout));
        using var kept = Keep();
        return Barrier.Wait(deadline, cancellation) is >= 0 and var index
            ? index
            : throw new InvalidOperationException(
                $"The barrier '{Name}' is broken: a party ended, stopped waiting, or aborted it. "
                    + "Reset makes it usable again."
            );
    }

    /// <summary>Breaks the barrier: all calls that wait fail. CPython: <c>abort</c>.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void Abort()
    {
        using var kept = Keep();
        Barrier.Abort();
    }

    /// <summary>Makes a broken barrier usable again; calls that wait fail. CPython: <c>reset</c>.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void Reset()
    {
        using var kept = Keep();
        Barrier.Reset();
    }

    private static long SizeFor(int parties) => SharedHeader.Length + BarrierWords.Size(parties);
}
