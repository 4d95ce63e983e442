using Multiprocessing.Platform;
using Multiprocessing.Sharing.Synchronization;

namespace Multiprocessing;

/// <summary>A flag in shared memory that processes wait for. CPython: <c>multiprocessing.Event</c>.</summary>
/// <remarks>
/// All that wait when it is set go on, also if it is cleared before they look; in CPython, those return false. A
/// process that is killed in the middle of a call leaves the flag either set or not.
/// </remarks>
public sealed unsafe class SharedEvent : SharedSynchronization
{
    private const int Size = SharedHeader.Length + 64;

    internal SharedEvent(SharedMemory memory)
        : base(memory, SharedKind.Event, Size) { }

    /// <summary>Whether the flag is set. CPython: <c>is_set</c>.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public bool IsSet => Word.IsSet;

    private EventWord Word => new(new((int*)Words, Waits));

    /// <summary>Creates a flag that is not set.</summary>
    /// <param name="name">Its name; null for one that the library chooses.</param>
    /// <exception cref="SharedMemoryException">The name is taken, or the system has no memory left for it.</exception>
    public static SharedEvent Create(string? name = null) => new(Make(name, SharedKind.Event, Size, default));

    /// <summary>Opens a flag that another process created, or this one.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="SharedMemoryException">There is none with that name, or it is something else.</exception>
    public static SharedEvent Open(string name) => SharedMemory.Open(name, static memory => new SharedEvent(memory));

    /// <summary>Sets the flag; all calls that wait for it return.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void Set()
    {
        using var kept = Keep();
        Word.Set();
    }

    /// <summary>Clears the flag.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void Clear()
    {
        using var kept = Keep();
        Word.Clear();
    }

    /// <summary>Waits until the flag is set. CPython: <c>wait</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public bool Wait(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var deadline = Deadline.OfTimeout(timeout);
        using var kept = Keep();
        return Word.Wait(deadline, cancellation);
    }
}
