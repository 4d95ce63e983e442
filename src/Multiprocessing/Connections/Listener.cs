using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>
/// Accepts connections at an address. CPython: <c>multiprocessing.connection.Listener</c>. The peer is not
/// authenticated yet: see <see cref="Authentication"/>.
/// </summary>
internal abstract class Listener(Address address) : IDisposable
{
    /// <summary>The number of connections that can wait to be accepted.</summary>
    protected const int Backlog = 128;

    /// <summary>The address to connect to, with the port that the system chose.</summary>
    public Address Address { get; } = address;

    /// <summary>Starts to listen. The socket file of a listener that ended without removing it is replaced.</summary>
    /// <param name="address">Null for a free address: on Linux a Unix socket without a file, on macOS one in a
    /// directory of its own, on Windows a loopback TCP port.</param>
    /// <exception cref="IOException">The system refuses the address; the message says why.</exception>
    public static Listener Listen(Address? address = null) =>
        OperatingSystem.IsWindows() ? SocketListener.Bind(address) : DescriptorListener.Bind(address);

    /// <summary>Two ends of a connection within this process.</summary>
    /// <exception cref="IOException">The system has no descriptor left for it.</exception>
    public static (Connection Ours, Connection Theirs) Pair()
    {
        if (OperatingSystem.IsWindows())
            return SocketListener.Pair();

        var (ours, theirs) = DescriptorConnection.Pair();
        return (ours, new DescriptorConnection(theirs));
    }

    /// <summary>Connects to a listener. Nothing is sent yet.</summary>
    /// <exception cref="IOException">There is no listener, or the deadline passed.</exception>
    public static Connection Connect(Address address, Deadline deadline) =>
        OperatingSystem.IsWindows()
            ? SocketListener.Connect(address, deadline)
            : DescriptorListener.Connect(address, deadline);

    /// <summary>
    /// Connects to a listener and authenticates both sides. CPython: <c>multiprocessing.connection.Client</c>.
    /// </summary>
    /// <exception cref="IOException">There is no listener.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The keys differ, or the other side is
    /// not a listener of this protocol.</exception>
    public static Connection Connect(Address address, Authentication authentication, Deadline deadline)
    {
        var connection = Connect(address, deadline);
        try
        {
            authentication.AsClient(connection, deadline);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Waits for a connection; null when another thread disposed of the listener, or the deadline passed.
    /// </summary>
    public abstract Connection? Accept(Deadline deadline);

    /// <summary>
    /// Stops listening, and ends the wait of a thread in <see cref="Accept"/>. Accepted connections stay open.
    /// </summary>
    public abstract void Dispose();

    public override string ToString() => $"listener at {Address}";
}
