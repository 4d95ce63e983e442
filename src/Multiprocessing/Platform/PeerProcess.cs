namespace Multiprocessing.Platform;

/// <summary>The process at the other side of a Unix socket, as the system names it. Known on Linux only.</summary>
internal abstract class PeerProcess(int id) : IDisposable
{
    public int Id { get; } = id;

    /// <summary>Whether it has ended, by whatever means.</summary>
    public abstract bool HasEnded();

    public abstract void Dispose();
}
