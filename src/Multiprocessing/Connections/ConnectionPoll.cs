using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>Waits on several connections at once, without a thread of its own.</summary>
internal abstract class ConnectionPoll : IDisposable
{
    public static ConnectionPoll Create() => OperatingSystem.IsWindows() ? new SocketPoll() : new DescriptorPoll();

    /// <summary>
    /// Waits until one of the connections can be received from, one that is sending takes more, somebody called
    /// <see cref="Wake"/>, or the deadline passed.
    /// </summary>
    public abstract void Wait(IReadOnlyList<Connection> connections, Deadline deadline);

    /// <summary>Ends the wait of another thread, or the next one.</summary>
    public abstract void Wake();

    public abstract void Dispose();
}
