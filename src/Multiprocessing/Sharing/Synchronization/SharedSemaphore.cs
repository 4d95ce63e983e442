using Multiprocessing.Platform;
using Multiprocessing.Sharing.Synchronization;

namespace Multiprocessing;

/// <summary>
/// A semaphore in shared memory. CPython: <c>multiprocessing.Semaphore</c> and, with a limit,
/// <c>multiprocessing.BoundedSemaphore</c>.
/// </summary>
/// <remarks>
/// Its units have no owner: any process can release one that another acquired. So the units of a process that ends are
/// not given back, as in CPython; where that matters, use a <see cref="SharedLock"/>. A process that is killed while it
/// waits takes nothing.
/// </remarks>
public sealed unsafe class SharedSemaphore : SharedAcquirer
{
    private const int Size = SharedHeader.Length + 64;

    private readonly int limit;

    internal SharedSemaphore(SharedMemory memory)
        : base(memory, SharedKind.Semaphore, Size) => limit = (int)Header.First;

    /// <summary>How many units there are now; other processes can change it at any time.</summary>
    public int Count => Word.Units;

    /// <summary>The most units that there can be.</summary>
    public int MaxCount => limit;

    private SemaphoreWord Word => new(new((int*)Words, Waits));

    /// <summary>Creates a semaphore.</summary>
    /// <param name="count">How many units there are.</param>
    /// <param name="maxCount">How many there can be at most.</param>
    /// <param name="name">Its name; null for one that the library chooses.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or greater than
    /// <paramref name="maxCount"/>, or that is less than 1.</exception>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedSemaphore Create(int count = 1, int maxCount = int.MaxValue, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, maxCount);
        return new(Make(name, SharedKind.Semaphore, Size, new() { First = maxCount }, firstWord: count));
    }

    /// <summary>Opens a semaphore that another process created, or this one.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="SharedMemoryException">There is none with that name, or it is something else.</exception>
    public static SharedSemaphore Open(string name) =>
        SharedMemory.Open(name, static memory => new SharedSemaphore(memory));

    /// <inheritdoc/>
    public override bool Acquire(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var deadline = Deadline.OfTimeout(timeout);
        using var kept = Keep();
        return Word.Take(deadline, cancellation);
    }

    /// <inheritdoc/>
    public override void Release() => Release(1);

    /// <summary>Adds units. CPython: <c>release</c>, <c>threading.Semaphore.release(n)</c>.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="SemaphoreFullException">There would be more than <see cref="MaxCount"/>; none was added.
    /// </exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void Release(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var kept = Keep();
        if (!Word.TryRelease(count, limit))
        {
            throw new SemaphoreFullException(
                $"The semaphore '{Name}' would have more than {limit:N0} units: "
                    + "it was released more often than acquired."
            );
        }
    }
}
