using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>
/// Makes objects in a server that any number of processes share, and uses them through proxies: what one process
/// changes all others see. CPython:
/// <c>multiprocessing.Manager()</c>, and <c>BaseManager.connect()</c>.
/// </summary>
/// <remarks>
/// The server is .NET's or CPython's own, and so may be its other clients. It is started by
/// <see cref="Start(ManagerOptions?)"/> and ends with this object, or is
/// elsewhere: see <see cref="ManagerServer"/>. A manager may be used by several threads, and in a process that forks.
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
    /// Where the server listens: a path, <c>@NAME</c> for a socket of Linux without a file, or <c>HOST:PORT</c>.
    /// </summary>
    public string Address => Server.Address.ToString();

    /// <summary>The secret of those who may connect.</summary>
    public ReadOnlyMemory<byte> AuthKey => Server.Key.ToArray();

    /// <summary>The process of the server that this manager started.</summary>
    /// <exception cref="InvalidOperationException">The server is elsewhere.</exception>
    public int ProcessId =>
        process?.Id ?? throw new InvalidOperationException("The server was not started by this manager.");

    /// <summary>How many objects are held by any process. CPython: <c>_number_of_objects()</c>.</summary>
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
    /// Each object that is held, how often, and the beginning of its text. CPython: <c>_debug_info()</c>.
    /// </summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public string DebugInfo => Server.Ask("debug_info", []).Value<string>();

    internal RemoteServer Server { get; }

    /// <summary>Starts a server in a process of its own by <paramref name="startMethod"/>.</summary>
    /// <inheritdoc cref="Start(ManagerOptions?)"/>
    public static Manager Start(StartMethod startMethod) => Start(new ManagerOptions { StartMethod = startMethod });

    /// <summary>
    /// Starts a server in a process of its own. It ends when this object is disposed of, and when this process does, in
    /// whatever way.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">This machine lacks the start method.</exception>
    /// <exception cref="UnsafeForkException">The server is to be forked, and this process may not fork.</exception>
    /// <exception cref="ProcessStartException">The system did not start the process.</exception>
    /// <exception cref="ArgumentException">The address is none, or the key is empty.</exception>
    /// <exception cref="IOException">The system does not let it listen there.</exception>
    public static Manager Start(ManagerOptions? options = null)
    {
        options ??= new();
        var key = options.AuthKey ?? CurrentProcess.AuthKey;
        var process = ServerProcess.Start(options, key);
        return new(RemoteServer.At(process.Address, key.Span), process);
    }

    /// <summary>Uses a server that is elsewhere, of .NET or of CPython.</summary>
    /// <param name="address">Where it listens: a path, <c>@NAME</c>, or <c>HOST:PORT</c>.</param>
    /// <param name="authKey">Its secret. CPython: <c>authkey</c>.</param>
    /// <exception cref="ArgumentException">The address is none, or the key is empty.</exception>
    /// <exception cref="ManagerLostException">Nobody listens there.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The server has another key.</exception>
    public static Manager Connect(string address, ReadOnlySpan<byte> authKey)
    {
        if (authKey.IsEmpty)
            throw new ArgumentException("A server has a key: anybody would have an empty one.", nameof(authKey));

        return new(RemoteServer.Connect(Connections.Address.Parse(address), authKey), process: null);
    }

    /// <summary>
    /// Ends the server that it started, and all objects with it. A server elsewhere goes on, and so do the proxies of
    /// its objects.
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
