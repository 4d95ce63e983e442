using Multiprocessing.Managers.Client;
using Multiprocessing.Managers.Server;
using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing;

// One object for all clients, by a name.
public sealed partial class ManagerServer
{
    private readonly Lock namingLock = new();

    private Manager Own
    {
        get
        {
            lock (serverLock)
            {
                ObjectDisposedException.ThrowIf(stopping.IsCancellationRequested, this);
                return own ??= Manager.Of(RemoteServer.Here(listener.Address, key, ConnectHere));
            }
        }
    }

    /// <summary>
    /// Shares one list with all clients, by a name. The object lives as long as the server. CPython:
    /// <c>BaseManager.register(name, callable=lambda: it)</c>, with an <c>it</c> of the server's process.
    /// </summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.List{T}(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=ListProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <param name="name">The name that clients use; for CPython a valid Python name.</param>
    /// <param name="items">Its first items; defaults to none.</param>
    /// <returns>A proxy for this process, which can be used before and after <see cref="Start"/>. Disposing of it does
    /// not end the object.</returns>
    /// <exception cref="ArgumentException">The name is empty or taken, or is the name of a standard type.</exception>
    /// <exception cref="ObjectDisposedException">The server was stopped.</exception>
    public ListProxy<T> List<T>(string name, IEnumerable<T>? items = null) => Name(name, own => own.List(items));

    /// <summary>Shares one dictionary with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Dictionary{TKey, TValue}(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=DictProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <param name="name">The name that clients use; for CPython a valid Python name.</param>
    /// <param name="items">Its first pairs; defaults to none.</param>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public DictionaryProxy<TKey, TValue> Dictionary<TKey, TValue>(
        string name,
        IEnumerable<KeyValuePair<TKey, TValue>>? items = null
    )
        where TKey : notnull => Name(name, own => own.Dictionary(items));

    /// <summary>Shares one set with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Set{T}(string)"/>, a CPython client by
    /// <c>BaseManager.register(name)</c> and <c>manager.NAME()</c>.</remarks>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public SetProxy<T> Set<T>(string name, IEnumerable<T>? items = null) => Name(name, own => own.Set(items));

    /// <summary>Shares one replaceable value with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.NamedValue{T}"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=ValueProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <param name="name">The name that clients use; for CPython a valid Python name.</param>
    /// <param name="value">Its first value.</param>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public ValueProxy<T> Value<T>(string name, T value) => Name(name, own => own.Value(value));

    /// <summary>Shares one array of numbers, of fixed length, with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Array{T}(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=ArrayProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <param name="name">The name that clients use; for CPython a valid Python name.</param>
    /// <param name="items">Its numbers.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or is the name of a standard type; or Python has
    /// no arrays of <typeparamref name="T"/>.</exception>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public ArrayProxy<T> Array<T>(string name, IEnumerable<T> items)
        where T : unmanaged => Name(name, own => own.Array(items));

    /// <summary>Shares one object with attributes with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Namespace(string)"/>, a CPython client by
    /// <c>BaseManager.register(name, proxytype=NamespaceProxy)</c> and <c>manager.NAME()</c>.</remarks>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public NamespaceProxy Namespace(string name) => Name(name, static own => own.Namespace());

    /// <summary>Shares one queue with all clients, by a name.</summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.Queue{T}(string)"/>, a CPython client by
    /// <c>BaseManager.register(name)</c> and <c>manager.NAME()</c>, as a <c>queue.Queue</c>.</remarks>
    /// <param name="name">The name that clients use; for CPython a valid Python name.</param>
    /// <param name="maxSize">The greatest number of items that it holds; defaults to 0, which is no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSize"/> is negative.</exception>
    /// <inheritdoc cref="List{T}(string, IEnumerable{T}?)"/>
    public QueueProxy<T> Queue<T>(string name, int maxSize = 0) => Name(name, own => own.Queue<T>(maxSize));

    /// <summary>
    /// Shares one queue whose users report each item that they have finished with all clients, by a name.
    /// </summary>
    /// <remarks>A .NET client uses it by <see cref="Manager.JoinableQueue{T}(string)"/>, a CPython client by
    /// <c>BaseManager.register(name)</c> and <c>manager.NAME()</c>, as a <c>queue.Queue</c>.</remarks>
    /// <inheritdoc cref="Queue{T}(string, int)"/>
    public JoinableQueueProxy<T> JoinableQueue<T>(string name, int maxSize = 0) =>
        Name(name, own => own.JoinableQueue<T>(maxSize));

    // Makes the object by a call like any other client's; clients that ask for the name get the object.
    private TProxy Name<TProxy>(string name, Func<Manager, TProxy> make)
        where TProxy : Proxy
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (namingLock)
        {
            if (objects.Types.TryGetValue(name, out var taken))
                throw Taken(name, taken);

            var proxy = make(Own);
            var named = objects.Table.Keep(proxy.Id).Object;
            var signature = new PythonSignature($"{name}()");
            Add(
                name,
                new(
                    given =>
                    {
                        signature.Bind(given);
                        return named;
                    },
                    proxy.TypeId
                )
            );
            return proxy;
        }
    }

    private static ArgumentException Taken(string name, RegisteredType type) =>
        new(
            $"The name '{name}' is taken: "
                + (
                    ProxyTypes.IsStandard(name) ? "it is a type that every server has."
                    : type.Kind is null ? "a class or a function is registered under it."
                    : $"the server shares an object of type {type.Kind} under it."
                ),
            nameof(name)
        );
}
