namespace Multiprocessing;

// The objects that a server shares with all clients, by a name.
public sealed partial class Manager
{
    /// <summary>
    /// The list that the server shares under a name: one for all clients, where <see cref="List{T}(IEnumerable{T}?)"/>
    /// creates a new one. CPython: <c>BaseManager.register(name, proxytype=ListProxy)</c> and <c>manager.NAME()</c>.
    /// </summary>
    /// <param name="name">The name under which a <see cref="ManagerServer"/> shares it, or a server of CPython has
    /// registered a function that returns it.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="KeyNotFoundException">The server shares nothing under the name.</exception>
    /// <exception cref="InvalidCastException">What it shares is something else.</exception>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public ListProxy<T> List<T>(string name) => new(Server.Named(name, "list"));

    /// <summary>
    /// The dictionary that the server shares under a name. CPython: <c>BaseManager.register(name,
    /// proxytype=DictProxy)</c> and <c>manager.NAME()</c>.
    /// </summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public DictionaryProxy<TKey, TValue> Dictionary<TKey, TValue>(string name)
        where TKey : notnull => new(Server.Named(name, "dict"));

    /// <summary>The set that the server shares under a name.</summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public SetProxy<T> Set<T>(string name) => new(Server.Named(name, "set"));

    /// <summary>
    /// The replaceable value that the server shares under a name. (<see cref="Value{T}(T)"/> creates a new one, and
    /// would take a name for its value.)
    /// </summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public ValueProxy<T> NamedValue<T>(string name) => new(Server.Named(name, "Value"));

    /// <summary>The array of numbers that the server shares under a name.</summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public ArrayProxy<T> Array<T>(string name)
        where T : unmanaged => new(Server.Named(name, "Array"));

    /// <summary>The object with attributes that the server shares under a name.</summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public NamespaceProxy Namespace(string name) => new(Server.Named(name, "Namespace"));

    /// <summary>
    /// The queue that the server shares under a name. CPython: <c>BaseManager.register(name)</c> and
    /// <c>manager.NAME()</c>.
    /// </summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public QueueProxy<T> Queue<T>(string name) => new(Server.Named(name, "Queue"));

    /// <summary>
    /// The queue that the server shares under a name, for users that report each item that they have finished.
    /// </summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public JoinableQueueProxy<T> JoinableQueue<T>(string name) => new(Server.Named(name, "JoinableQueue"));

    /// <summary>The flag that the server shares under a name.</summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public EventProxy Event(string name) => new(Server.Named(name, "Event"));

    /// <summary>The lock that the server shares under a name.</summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public LockProxy Lock(string name) => new(Server.Named(name, "Lock"));

    /// <summary>The reentrant lock that the server shares under a name.</summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public RLockProxy RLock(string name) => new(Server.Named(name, "RLock"));

    /// <summary>The semaphore, bounded or not, that the server shares under a name.</summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public SemaphoreProxy Semaphore(string name) => new(Server.Named(name, "Semaphore"));

    /// <summary>The condition variable that the server shares under a name.</summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public ConditionProxy Condition(string name) => new(Server.Named(name, "Condition"));

    /// <summary>The barrier that the server shares under a name.</summary>
    /// <inheritdoc cref="List{T}(string)"/>
    public BarrierProxy Barrier(string name) => new(Server.Named(name, "Barrier"));
}
