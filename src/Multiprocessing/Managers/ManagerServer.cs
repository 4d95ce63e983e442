using System.Diagnostics;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Server;
using Multiprocessing.Platform;

namespace Multiprocessing;

/// <summary>
/// Holds objects that any number of processes share, and serves them to .NET and CPython clients over CPython's
/// <c>multiprocessing.managers</c> protocol: the types of <c>SyncManager</c>, and registered classes. It runs in the
/// process that creates it. CPython: <c>BaseManager.get_server().serve_forever()</c>.
/// </summary>
/// <remarks>
/// <para>Each connection has a thread of its own. Single calls of the standard types are atomic.</para>
/// <para>An object lives while a process has a reference to it, or another object contains a proxy of it. The
/// references of a process that dies are released where the system reports which process connects: over Unix sockets on
/// Linux. Elsewhere CPython's clients must release theirs before they end.</para>
/// <para>Whoever has the key can do everything that the server's objects can do: treat it like a password of this
/// account. No message runs code that was not registered.</para>
/// </remarks>
/// <example>
/// <code>
/// using var server = new ManagerServer(key, "/run/counters.socket");
/// server.Register&lt;ICounter, Counter&gt;();
/// server.Start();
/// server.WaitForShutdown();
/// </code>
/// In Python: <c>class M(BaseManager): pass</c>, <c>M.register('Counter')</c>, <c>m = M('/run/counters.socket',
/// key)</c>, <c>m.connect()</c>, <c>m.Counter(10).increment()</c>.
/// </example>
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public sealed partial class ManagerServer : IDisposable
{
    private static readonly TimeSpan ReleaseInterval = TimeSpan.FromMilliseconds(500);

    private readonly Listener listener;
    private readonly Authentication authentication;
    private readonly ManagerServerOptions options;
    private readonly ServedObjects objects;
    private readonly byte[] key;
    private Manager? own;
    private readonly ServerThreads threads = new();
    private readonly Lock serverLock = new();
    private readonly HashSet<Connection> connections = [];
    private readonly LinkedList<Connection> pending = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly ManualResetEventSlim stopped = new();
    private bool isStarted;

    /// <summary>Listens at an address; call <see cref="Start"/> to accept clients.</summary>
    /// <param name="authKey">The secret that clients must have. CPython: <c>authkey</c>.</param>
    /// <param name="address">The path of a Unix socket, or <c>HOST:PORT</c>, where port 0 stands for any free port.
    /// Defaults to a free address that only this machine can reach: on Linux a Unix socket without a file
    /// (<c>@NAME</c>, in Python <c>'\\0NAME'</c>), on macOS a Unix socket in a directory that only this user can enter,
    /// on Windows a port of the loopback interface. CPython: <c>address</c>.</param>
    /// <param name="options">How to treat clients; defaults to <c>new ManagerServerOptions()</c>.</param>
    /// <exception cref="ArgumentException">The address is invalid, or the key is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has an impossible value.</exception>
    /// <exception cref="IOException">The server cannot listen at the address; the message says why.</exception>
    public ManagerServer(ReadOnlySpan<byte> authKey, string? address = null, ManagerServerOptions? options = null)
    {
        if (authKey.IsEmpty)
            throw new ArgumentException("The key must not be empty.", nameof(authKey));

        this.options = (options ?? new()).Checked();
        listener = Listener.Listen(address is null ? null : Connections.Address.Parse(address));
        authentication = Authentication.For(listener.Address, authKey, this.options.AllowMd5);
        objects = new(listener.Address);
        key = authKey.ToArray();
    }

    /// <summary>
    /// The address to which clients connect: the path of a Unix socket, <c>@NAME</c>, or <c>HOST:PORT</c>. CPython:
    /// <c>address</c>.
    /// </summary>
    public string Address => listener.Address.ToString();

    /// <summary>
    /// How many objects clients have references to; an object with a name counts while one has a reference to it, too.
    /// CPython: <c>_number_of_objects()</c>.
    /// </summary>
    public int ObjectCount => objects.Table.Count;

    private string DebuggerDisplay =>
        $"{Address}, {objects.Table.Count} objects, {connections.Count} connections"
        + (
            stopping.IsCancellationRequested ? ", stopped"
            : isStarted ? ""
            : ", not started"
        );

    /// <summary>Starts to accept clients, on threads of the server's own, and returns at once.</summary>
    /// <exception cref="InvalidOperationException">The server was already started, or the system has no thread left
    /// for it.</exception>
    /// <exception cref="ObjectDisposedException">The server was stopped.</exception>
    public void Start()
    {
        lock (serverLock)
        {
            ObjectDisposedException.ThrowIf(stopping.IsCancellationRequested, this);
            if (isStarted)
                throw new InvalidOperationException("The server was already started.");

            isStarted = true;
        }

        if (!threads.TryRun(Accept) || !threads.TryRun(ReleaseEnded))
        {
            Stop();
            throw new InvalidOperationException("The server cannot start: the system has no thread left for it.");
        }
    }

    /// <summary>
    /// Waits until a client shuts the server down, or it is disposed of; false when the time is up. CPython:
    /// <c>serve_forever()</c>.
    /// </summary>
    /// <param name="limit">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait; the server keeps running.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative.</exception>
    public bool WaitForShutdown(TimeSpan? limit = null, CancellationToken cancellation = default)
    {
        var deadline = Deadline.OfTimeout(limit);
        while (!stopped.Wait(deadline.MillisecondsLeft, cancellation))
        {
            if (deadline.HasPassed)
                return false;
        }

        return true;
    }

    /// <summary>
    /// Stops the server: closes all connections, releases all objects and removes the socket's file. Calls that wait
    /// end.
    /// </summary>
    public void Dispose() => Stop();

    private void ReleaseEnded()
    {
        while (!stopped.Wait(ReleaseInterval))
            objects.Table.ReleaseEnded();
    }

    private void Stop()
    {
        lock (serverLock)
        {
            if (stopping.IsCancellationRequested)
                return;

            stopping.Cancel();
            foreach (var connection in connections)
                connection.End();
        }

        listener.Dispose();
        own?.Server.Forget();
        stopped.Set();
    }
}
