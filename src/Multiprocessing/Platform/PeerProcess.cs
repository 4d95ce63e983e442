using Multiprocessing.Connections;

namespace Multiprocessing.Platform;

/// <summary>The process at the other side of a Unix socket, as the system names it. Known on Linux only.</summary>
internal abstract class PeerProcess(int id) : IDisposable
{
    public int Id { get; } = id;

    /// <summary>
    /// The process that connected; null where the system does not say, as over TCP, or does not see it, as in another
    /// container.
    /// </summary>
    public static PeerProcess? Of(Connection connection) =>
        OperatingSystem.IsLinux() && connection is DescriptorConnection { Descriptor: var descriptor }
            ? LinuxPeerProcess.Of(descriptor)
            : null;

    /// <summary>Whether it has ended, by whatever means.</summary>
    public abstract bool HasEnded();

    public abstract void Dispose();
}
