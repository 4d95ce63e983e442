using System.Runtime.CompilerServices;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Server;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Platform;

namespace Multiprocessing;

/// <summary>
/// Holds objects that any number of processes share, and serves them to .NET and to CPython, whose
/// <c>multiprocessing.managers</c> protocol it speaks: the types of
/// CPython's <c>SyncManager</c>, and registered classes. CPython: <c>BaseManager.get_server().serve_forever()</c>,
/// within the caller's process.
/// </summary>
/// <remarks>
/// Each connection has a thread of its own. Single calls of the standard types are atomic. An object lives while a
/// process holds a reference to it, or another
/// object a proxy of it; a process that dies releases what it held (where the system says who connects: over Unix
/// sockets on Linux; else CPython's own clients must say goodbye).
/// A server takes what who has the key asks for, so share the key as you would share a shell: but no message can run
/// code that was not registered.
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
public sealed partial class ManagerServer : IDisposable
{
    private static readonly TimeSpan LookForEnded = TimeSpan.FromMilliseconds(500);

    private readonly Listener listener;
    private readonly Authentication authentication;
    private readonly ManagerServerOptions options;
    private readonly ServedObjects objects;
    private readonly ConditionalWeakTable<object, SharedObject> applicationObjects = [];
    private readonly ServerThreads threads = new();
    private readonly Lock serverLock = new();
    private readonly HashSet<Connection> connections = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly ManualResetEventSlim stopped = new();
    private bool isStarted;

    /// <summary>Listens at an address; <see cref="Start"/> begins to serve.</summary>
    /// <param name="authKey">The secret that clients must have. CPython: <c>authkey</c>.</param>
    /// <param name="address">The path of a Unix socket, or <c>HOST:PORT</c>, where port 0 is one that is free; null for
    /// an address of its own: on Linux a
    /// socket without a file (<c>@NAME</c>, in Python <c>'\\0NAME'</c>), on macOS one in a directory that nobody else
    /// may enter, on Windows a free port of loopback.</param>
    /// <param name="options">How to treat who connects.</param>
    /// <exception cref="ArgumentException">The address is none, or the key is empty.</exception>
    /// <exception cref="IOException">The system does not let it listen there.</exception>
    public ManagerServer(ReadOnlySpan<byte> authKey, string? address = null, ManagerServerOptions? options = null)
    {
        if (authKey.IsEmpty)
        {
            throw new ArgumentException(
                "A server needs a key: anybody who connects would have an empty one.",
                nameof(authKey)
            );
        }

        this.options = options ?? new();
        listener = Listener.Listen(address is null ? null : Connections.Address.Parse(address));
        authentication = Authentication.For(listener.Address, authKey, this.options.AllowMd5);
        objects = new(listener.Address);
    }

    /// <summary>The address at which clients connect: a path, or <c>HOST:PORT</c>.</summary>
    public string Address => listener.Address.ToString();

    /// <summary>How many objects clients hold references to. CPython: <c>_number_of_objects()</c>.</summary>
    public int ObjectCount => objects.Table.Count;

    /// <summary>Serves from now on, on threads of its own; returns at once.</summary>
    public void Start()
    {
        lock (serverLock)
        {
            ObjectDisposedException.ThrowIf(stopping.IsCancellationRequested, this);
            if (isStarted)
                throw new InvalidOperationException("The server serves already.");

            isStarted = true;
        }

        threads.Run(Accept);
        threads.Run(ReleaseEnded);
    }

    /// <summary>
    /// Waits until a client has shut the server down, or it was disposed of; false when the time is up. CPython:
    /// <c>serve_forever()</c>.
    /// </summary>
    public bool WaitForShutdown(TimeSpan? limit = null, CancellationToken cancellation = default) =>
        stopped.Wait(limit ?? Timeout.InfiniteTimeSpan, cancellation);

    /// <summary>Stops serving: connections end, objects are gone, the socket's file is removed.</summary>
    public void Dispose() => Stop();

    private void Accept()
    {
        while (listener.Accept(Deadline.Never) is { } connection)
        {
            lock (serverLock)
            {
                if (!stopping.IsCancellationRequested && connections.Add(connection))
                {
                    threads.Run(() => Serve(connection));
                    continue;
                }
            }

            connection.Dispose();
        }
    }

    private void Serve(Connection connection)
    {
        var session = new Session(connection, objects, stopping.Token);
        try
        {
            authentication.AsListener(connection, Deadline.After(options.HandshakeLimit));
            session.Run(options.Log);
        }
        catch (Exception failure)
        {
            // Whatever goes wrong with one client, the others are served on.
            options.Log?.Invoke($"a connection ended: {failure.Message}");
        }
        finally
        {
            lock (serverLock)
                connections.Remove(connection);
            session.Dispose();
            connection.Dispose();
        }

        if (session.AsksForShutdown)
            Stop();
    }

    private void ReleaseEnded()
    {
        while (!stopped.Wait(LookForEnded))
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
        stopped.Set();
    }
}
