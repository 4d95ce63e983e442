namespace Multiprocessing.Platform;

/// <summary>The process at the other end of a Unix socket, as reported by the system. Known only on Linux.</summary>
internal abstract class PeerProcess(int id) : IDisposable
{
    public int Id { get; } = id;

    /// <summary>Whether it has ended, for any reason.</summary>
    public abstract bool HasEnded();

    public abstract void Dispose();
}
