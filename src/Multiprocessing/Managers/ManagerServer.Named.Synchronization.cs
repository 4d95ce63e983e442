namespace Multiprocessing;

// Locks and other means of waiting that clients use by a name.
public sealed partial class ManagerServer
{
    /// <summary>Shares one flag that processes can wait for with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Event(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=EventProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public EventProxy Event(string name) => Name(name, static own => own.Event());

    /// <summary>Shares one lock with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Lock(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=AcquirerProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public LockProxy Lock(string name) => Name(name, static own => own.Lock());

    /// <summary>
    /// Shares one lock that the thread which holds it can acquire again with all clients, by a name.
    /// </summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.RLock(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=AcquirerProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public RLockProxy RLock(string name) => Name(name, static own => own.RLock());

    /// <summary>Shares one semaphore with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Semaphore(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=AcquirerProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <param name="name">The name that clients use; for CPython a valid Python name.</param>
    /// <param name="value">How often it can be acquired before it is released.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative.</exception>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public SemaphoreProxy Semaphore(string name, int value = 1) => Name(name, own => own.Semaphore(value));

    /// <summary>
    /// Shares one semaphore that cannot be released more often than it was acquired with all clients, by a name.
    /// </summary>
    /// <inheritdoc cref="Semaphore(string, int)"/>
    public SemaphoreProxy BoundedSemaphore(string name, int value = 1) =>
        Name(name, own => own.BoundedSemaphore(value));

    /// <summary>Shares one condition variable with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Condition(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=ConditionProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <param name="name">The name that clients use; for CPython a valid Python name.</param>
    /// <param name="guard">Its lock: a <see cref="LockProxy"/> or an <see cref="RLockProxy"/> of this server; defaults
    /// to a new reentrant lock.</param>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public ConditionProxy Condition(string name, AcquirerProxy? guard = null) =>
        Name(name, own => own.Condition(guard));

    /// <summary>Shares one barrier with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Barrier(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=BarrierProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <param name="name">The name that clients use; for CPython a valid Python name.</param>
    /// <param name="parties">How many callers must wait before all are released.</param>
    /// <param name="timeout">How long each waits for the others; defaults to no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parties"/> is less than 1, or
    /// <paramref name="timeout"/> is negative.</exception>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public BarrierProxy Barrier(string name, int parties, TimeSpan? timeout = null) =>
        Name(name, own => own.Barrier(parties, timeout));
}
