using Multiprocessing.Connections;

namespace Multiprocessing.Managers;

/// <summary>Who holds references: a process of this machine, or a connection. When it ends, what it held is released.</summary>
internal sealed class Holder(PeerProcess? process) : IDisposable
{
    /// <summary>The process; null for a connection, whose end its own thread notices.</summary>
    public PeerProcess? Process { get; } = process;

    /// <summary>How many references to each object it holds. <see cref="Referents"/> counts them.</summary>
    public Dictionary<Referent, int> Counts { get; } = [];

    public void Dispose() => Process?.Dispose();
}
