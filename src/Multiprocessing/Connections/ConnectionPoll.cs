using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>Waits on several connections at once, without a thread of its own.</summary>
internal abstract class ConnectionPoll : IDisposable
{
    public static ConnectionPoll Create() => OperatingSystem.IsWindows() ? new SocketPoll() : new DescriptorPoll();

    /// <summary>
    /// Waits until one of the connections has something to receive, one that is sending can send more,
    /// <see cref="Wake"/> is called, or the deadline passes.
    /// </summary>
    public abstract void Wait(IReadOnlyList<Connection> connections, Deadline deadline);

    /// <summary>Ends the current wait of another thread, or else the next wait.</summary>
    public abstract void Wake();

    public abstract void Dispose();
}
