using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// Who holds references: a process of this machine, or a connection. When it ends, what it held is released.
/// </summary>
internal sealed class ReferenceOwner(PeerProcess? process) : IDisposable
{
    /// <summary>The process; null for a connection, whose end its own thread notices.</summary>
    public PeerProcess? Process { get; } = process;

    /// <summary>How many references to each object it holds. <see cref="ObjectTable"/> counts them.</summary>
    public Dictionary<ManagedObject, int> Counts { get; } = [];

    /// <summary>When its end was noticed, in milliseconds of the system's clock; null where it has not ended.</summary>
    public long? EndedAt { get; private set; }

    /// <summary>
    /// Notes that it has ended. What it held is released a little later: a proxy may be on its way from it to another
    /// process.
    /// </summary>
    public void End() => EndedAt = Environment.TickCount64;

    public void Dispose() => Process?.Dispose();
}
