using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Platform;

namespace Multiprocessing;

// The types of CPython's SyncManager.
public sealed partial class Manager
{
    /// <summary>Creates a list in the server. CPython: <c>list()</c>.</summary>
    /// <param name="items">Its first items; defaults to none.</param>
    public ListProxy<T> List<T>(IEnumerable<T>? items = null) =>
        new(Server.Create("list", items is null ? [] : [new List<T>(items)]));

    /// <summary>Creates a dictionary in the server. CPython: <c>dict()</c>.</summary>
    /// <param name="items">Its first pairs; defaults to none.</param>
    public DictionaryProxy<TKey, TValue> Dictionary<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>>? items = null)
        where TKey : notnull => new(Server.Create("dict", items is null ? [] : [new Dictionary<TKey, TValue>(items)]));

    /// <summary>Creates a set in the server. CPython: <c>set()</c>, since 3.14.</summary>
    /// <param name="items">Its first items; defaults to none.</param>
    /// <exception cref="RemoteException">The server is CPython's of an earlier version.</exception>
    public SetProxy<T> Set<T>(IEnumerable<T>? items = null) =>
        new(Server.Create("set", items is null ? [] : [new List<T>(items)]));

    /// <summary>Creates an object in the server that holds one replaceable value. CPython: <c>Value()</c>.</summary>
    public ValueProxy<T> Value<T>(T value) =>
        new(Server.Create("Value", [NumbersFormatter.LetterOf(typeof(T)) ?? "O", value]));

    /// <summary>Creates an array of numbers, of fixed length, in the server. CPython: <c>Array()</c>.</summary>
    /// <exception cref="ArgumentException">Python has no arrays of <typeparamref name="T"/>.</exception>
    public ArrayProxy<T> Array<T>(IEnumerable<T> items)
        where T : unmanaged =>
        new(
            Server.Create(
                "Array",
                [
                    NumbersFormatter.LetterOf(typeof(T))
                        ?? throw new ArgumentException(
                            $"Python has no arrays of {typeof(T)}, only of numbers of 1 to 8 bytes.",
                            nameof(items)
                        ),
                    new List<T>(items),
                ]
            )
        );

    /// <summary>Creates an object with attributes in the server. CPython: <c>Namespace()</c>.</summary>
    public NamespaceProxy Namespace() => new(Server.Create("Namespace", []));

    /// <summary>Creates a queue in the server. CPython: <c>Queue()</c>.</summary>
    /// <param name="maxSize">The greatest number of items that it holds; defaults to 0, which is no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSize"/> is negative.</exception>
    public QueueProxy<T> Queue<T>(int maxSize = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxSize);
        return new(Server.Create("Queue", [maxSize]));
    }

    /// <summary>
    /// Creates a queue in the server whose users report each item that they have finished. CPython:
    /// <c>JoinableQueue()</c>.
    /// </summary>
    /// <param name="maxSize">The greatest number of items that it holds; defaults to 0, which is no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSize"/> is negative.</exception>
    public JoinableQueueProxy<T> JoinableQueue<T>(int maxSize = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxSize);
        return new(Server.Create("JoinableQueue", [maxSize]));
    }

    /// <summary>Creates a flag in the server that processes can wait for. CPython: <c>Event()</c>.</summary>
    public EventProxy Event() => new(Server.Create("Event", []));

    /// <summary>Creates a lock in the server. CPython: <c>Lock()</c>.</summary>
    public LockProxy Lock() => new(Server.Create("Lock", []));

    /// <summary>
    /// Creates a lock in the server that the thread which holds it can acquire again. CPython: <c>RLock()</c>.
    /// </summary>
    public RLockProxy RLock() => new(Server.Create("RLock", []));

    /// <summary>Creates a semaphore in the server. CPython: <c>Semaphore()</c>.</summary>
    /// <param name="value">How often it can be acquired before it is released.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative.</exception>
    public SemaphoreProxy Semaphore(int value = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new(Server.Create("Semaphore", [value]));
    }

    /// <summary>
    /// Creates a semaphore in the server that cannot be released more often than it was acquired. CPython:
    /// <c>BoundedSemaphore()</c>.
    /// </summary>
    /// <param name="value">How often it can be acquired before it is released.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative.</exception>
    public SemaphoreProxy BoundedSemaphore(int value = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new(Server.Create("BoundedSemaphore", [value]));
    }

    /// <summary>Creates a condition variable in the server. CPython: <c>Condition()</c>.</summary>
    /// <param name="guard">Its lock: a <see cref="LockProxy"/> or an <see cref="RLockProxy"/> of this manager; defaults
    /// to a new reentrant lock.</param>
    public ConditionProxy Condition(AcquirerProxy? guard = null) =>
        new(Server.Create("Condition", guard is null ? [] : [guard]));

    /// <summary>Creates a barrier in the server. CPython: <c>Barrier()</c>.</summary>
    /// <param name="parties">How many callers must wait before all are released.</param>
    /// <param name="timeout">How long each waits for the others; defaults to no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parties"/> is less than 1, or
    /// <paramref name="timeout"/> is negative.</exception>
    public BarrierProxy Barrier(int parties, TimeSpan? timeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parties, 1);
        // A limit that no clock can reach is none.
        return new(
            Server.Create(
                "Barrier",
                Deadline.OfTimeout(timeout).SecondsLeft is null
                    ? [parties]
                    : [parties, null, timeout!.Value.TotalSeconds]
            )
        );
    }
}
