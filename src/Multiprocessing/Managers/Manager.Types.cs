using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing;

// The types of CPython's SyncManager.
public sealed partial class Manager
{
    /// <summary>Makes a list.</summary>
    public ListProxy<T> List<T>(IEnumerable<T>? items = null) =>
        new(Server.Create("list", items is null ? [] : [new List<T>(items)]));

    /// <summary>Makes a dictionary.</summary>
    public DictionaryProxy<TKey, TValue> Dictionary<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>>? items = null)
        where TKey : notnull => new(Server.Create("dict", items is null ? [] : [new Dictionary<TKey, TValue>(items)]));

    /// <summary>Makes a set; CPython's server has them from 3.14 on.</summary>
    public SetProxy<T> Set<T>(IEnumerable<T>? items = null) =>
        new(Server.Create("set", items is null ? [] : [new List<T>(items)]));

    /// <summary>Makes a value that can be replaced.</summary>
    public ValueProxy<T> Value<T>(T value) =>
        new(Server.Create("Value", [NumbersFormatter.LetterOf(typeof(T)) ?? "O", value]));

    /// <summary>Makes an array of numbers, whose length stays.</summary>
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

    /// <summary>Makes an object with attributes.</summary>
    public NamespaceProxy Namespace() => new(Server.Create("Namespace", []));

    /// <summary>Makes a queue.</summary>
    /// <param name="maxSize">How many items it takes at most; any number for 0.</param>
    public QueueProxy<T> Queue<T>(int maxSize = 0) => new(Server.Create("Queue", [maxSize]));

    /// <summary>Makes a queue whose users say when they are done with an item.</summary>
    /// <param name="maxSize">How many items it takes at most; any number for 0.</param>
    public JoinableQueueProxy<T> JoinableQueue<T>(int maxSize = 0) => new(Server.Create("JoinableQueue", [maxSize]));

    /// <summary>Makes a flag that processes wait for.</summary>
    public EventProxy Event() => new(Server.Create("Event", []));

    /// <summary>Makes a lock.</summary>
    public LockProxy Lock() => new(Server.Create("Lock", []));

    /// <summary>Makes a lock that the thread which has it may acquire again.</summary>
    public RLockProxy RLock() => new(Server.Create("RLock", []));

    /// <summary>Makes a semaphore.</summary>
    public SemaphoreProxy Semaphore(int value = 1) => new(Server.Create("Semaphore", [value]));

    /// <summary>Makes a semaphore that is not released more often than it was acquired.</summary>
    public SemaphoreProxy BoundedSemaphore(int value = 1) => new(Server.Create("BoundedSemaphore", [value]));

    /// <summary>Makes a condition.</summary>
    /// <param name="guard">Its lock, a <see cref="LockProxy"/> or an <see cref="RLockProxy"/> of this manager; one of
    /// its own if not said.</param>
    public ConditionProxy Condition(AcquirerProxy? guard = null) =>
        new(Server.Create("Condition", guard is null ? [] : [guard]));

    /// <summary>Makes a barrier.</summary>
    /// <param name="parties">How many must come.</param>
    /// <param name="timeout">How long each waits for the others at most; without end if not said.</param>
    public BarrierProxy Barrier(int parties, TimeSpan? timeout = null) =>
        new(Server.Create("Barrier", timeout is { } some ? [parties, null, some.TotalSeconds] : [parties]));
}
