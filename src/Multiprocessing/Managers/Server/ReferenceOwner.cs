using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// An owner of references: a process of this machine, or a connection. Its references are released when it has ended.
/// </summary>
internal sealed class ReferenceOwner(PeerProcess? process) : IDisposable
{
    /// <summary>The process; null for a connection, whose own thread notices its end.</summary>
    public PeerProcess? Process { get; } = process;

    /// <summary>How many references it has to each object. <see cref="ObjectTable"/> counts them.</summary>
    public Dictionary<ManagedObject, int> Counts { get; } = [];

    /// <summary>When its end was noticed, as <see cref="Environment.TickCount64"/>; null while it runs.</summary>
    public long? EndedAt { get; private set; }

    /// <summary>
    /// Notes that it has ended. Its references are released a little later: another process may be about to unpickle a
    /// proxy that it sent.
    /// </summary>
    public void End() => EndedAt = Environment.TickCount64;

    public void Dispose() => Process?.Dispose();
}
