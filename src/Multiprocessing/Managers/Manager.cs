using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// Creates objects in a server that any number of processes share, and uses them through proxies: what one process
/// changes, all others see. CPython: <c>multiprocessing.Manager()</c>, and <c>BaseManager.connect()</c>.
/// </summary>
/// <remarks>
/// The server and its other clients can be this library's or CPython's. <see cref="Start(ManagerOptions?)"/> starts a
/// server, which ends with this object; <see cref="Connect"/> uses a running one, such as a
/// <see cref="ManagerServer"/>. A manager is thread-safe, and can be used in a process that forks. A member that talks
/// to the server throws <see cref="ManagerLostException"/> when the server has ended.
/// </remarks>
/// <example>
/// <code>
/// using var manager = Manager.Start();
/// var prices = manager.Dictionary&lt;string, int&gt;();
/// pool.StarMap(Look, fruits.Select(fruit => (prices, fruit)));
/// </code>
/// </example>
public sealed partial class Manager : IDisposable
{
    private readonly ServerProcess? process;

    private Manager(RemoteServer server, ServerProcess? process) => (Server, this.process) = (server, process);

    /// <summary>
    /// Where the server listens: the path of a Unix socket, <c>@NAME</c> for a Unix socket of Linux without a file, or
    /// <c>HOST:PORT</c>. CPython: <c>address</c>.
    /// </summary>
    public string Address => Server.Address.ToString();

    /// <summary>The secret that clients of the server must have. CPython: <c>authkey</c>.</summary>
    public ReadOnlyMemory<byte> AuthKey => Server.Key.ToArray();

    /// <summary>The id of the server's process.</summary>
    /// <exception cref="InvalidOperationException">This manager did not start the server.</exception>
    public int ProcessId =>
        process?.Id ?? throw new InvalidOperationException($"This manager did not start the server at {Address}.");

    /// <summary>
    /// How many objects of the server any process has references to. CPython: <c>_number_of_objects()</c>.
    /// </summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public int ObjectCount
    {
        get
        {
            Server.Sweep();
            return Server.Ask("number_of_objects", []).Value<int>();
        }
    }

    /// <summary>
    /// The server's objects: for each its id, its reference count and the beginning of its text. CPython:
    /// <c>_debug_info()</c>.
    /// </summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public string DebugInfo => Server.Ask("debug_info", []).Value<string>();

    internal RemoteServer Server { get; }

    /// <summary>A manager of a server that is already known.</summary>
    internal static Manager Of(RemoteServer server) => new(server, process: null);

    /// <summary>Starts a server in a process of its own, by <paramref name="startMethod"/>.</summary>
    /// <inheritdoc cref="Start(ManagerOptions?)"/>
    public static Manager Start(StartMethod startMethod) => Start(new ManagerOptions { StartMethod = startMethod });

    /// <summary>
    /// Starts a server in a process of its own. It ends when this object is disposed of, and when this process ends,
    /// however that ends. CPython: <c>BaseManager.start()</c>.
    /// </summary>
    /// <param name="options">How to start it; defaults to <c>new ManagerOptions()</c>.</param>
    /// <exception cref="ArgumentException">The address is invalid, or the key is empty.</exception>
    /// <exception cref="IOException">The server cannot listen at the address; the message says why.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine does not support the start method.</exception>
    /// <exception cref="UnsafeForkException">The start method is fork, and this process cannot fork safely.</exception>
    /// <exception cref="ProcessStartException">The system did not start the process.</exception>
    /// <exception cref="WorkerLostException">The process ended before the server listened.</exception>
    public static Manager Start(ManagerOptions? options = null)
    {
        options ??= new();
        var key = options.AuthKey ?? CurrentProcess.AuthKey;
        var process = ServerProcess.Start(options, key);
        return new(RemoteServer.At(process.Address, key.Span), process);
    }

    /// <summary>Connects to a running server, this library's or CPython's.</summary>
    /// <param name="address">Where it listens: the path of a Unix socket, <c>@NAME</c>, or <c>HOST:PORT</c>.</param>
    /// <param name="authKey">Its secret. CPython: <c>authkey</c>.</param>
    /// <exception cref="ArgumentException">The address is invalid, or the key is empty.</exception>
    /// <exception cref="ManagerLostException">No server listens there.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The server has another key.</exception>
    public static Manager Connect(string address, ReadOnlySpan<byte> authKey)
    {
        if (authKey.IsEmpty)
            throw new ArgumentException("The key must not be empty.", nameof(authKey));

        return new(RemoteServer.Connect(Connections.Address.Parse(address), authKey), process: null);
    }

    /// <summary>
    /// Ends the server that this manager started, and all objects with it; a server that does not stop within 5 seconds
    /// is killed. A server that this manager only connected to keeps running, and proxies of its objects stay usable;
    /// what they hold there is given back when they are disposed of, or when this process ends by itself.
    /// In a forked child of the process that started the server, the server keeps running, too.
    /// </summary>
    public void Dispose()
    {
        if (process is null)
        {
            Server.Disconnect();
            return;
        }

        process.Dispose();
        Server.Forget();
    }
}
