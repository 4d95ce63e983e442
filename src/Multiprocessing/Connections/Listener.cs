using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>
/// Accepts connections at an address. CPython: <c>multiprocessing.connection.Listener</c>. Who connects is not known
/// yet: that is for <see cref="Authentication"/>.
/// </summary>
internal abstract class Listener(Address address) : IDisposable
{
    /// <summary>How many connections may wait to be accepted.</summary>
    protected const int Backlog = 128;

    /// <summary>The address at which it is reached: with the port that the system chose.</summary>
    public Address Address { get; } = address;

    /// <summary>Listens. A path where a listener was that ended without removing it is taken over.</summary>
    /// <param name="address">Null for one that is free: on Linux a Unix socket without a file, on macOS one in a
    /// directory of its own, on Windows a port of loopback TCP.</param>
    /// <exception cref="IOException">The system refuses it; the message says why.</exception>
    public static Listener Listen(Address? address = null) =>
        OperatingSystem.IsWindows() ? SocketListener.Bind(address) : DescriptorListener.Bind(address);

    /// <summary>Connects to a listener. Nothing is sent yet.</summary>
    /// <exception cref="IOException">Nobody listens there, or the deadline passed.</exception>
    public static Connection Connect(Address address, Deadline deadline) =>
        OperatingSystem.IsWindows()
            ? SocketListener.Connect(address, deadline)
            : DescriptorListener.Connect(address, deadline);

    /// <summary>
    /// Connects to a listener and authenticates both sides. CPython: <c>multiprocessing.connection.Client</c>.
    /// </summary>
    /// <exception cref="IOException">Nobody listens there.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The keys differ, or the other side is
    /// no listener of this kind.</exception>
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
    /// Waits for a connection; null when the listener was disposed of by another thread, or the deadline passed.
    /// </summary>
    public abstract Connection? Accept(Deadline deadline);

    /// <summary>
    /// Ends listening, also for a thread that waits in <see cref="Accept"/>. Connections that were accepted stay.
    /// </summary>
    public abstract void Dispose();
}
