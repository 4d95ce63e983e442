namespace Multiprocessing.Pools;

/// <summary>How far a stream reads its source ahead of what its consumer has taken.</summary>
/// <param name="ChunkSize">How many items a worker is given at a time.</param>
/// <param name="Items">How many items can be read and not yet taken.</param>
internal readonly record struct PoolReadAhead(int ChunkSize, int Items)
{
    private const int DefaultChunks = 64,
        ChunksPerWorker = 4;

    /// <summary>That of a call.</summary>
    public static PoolReadAhead Of(in CallSettings settings, int workers)
    {
        var chunkSize = settings.ChunkSize ?? 1;
        var chunks = Math.Max(DefaultChunks, (long)ChunksPerWorker * workers);
        return new(chunkSize, settings.ReadAhead ?? (int)Math.Min(int.MaxValue, chunks * chunkSize));
    }

    /// <summary>How many items the next chunk may have; 0 for none now.</summary>
    /// <param name="ahead">How many items have been read and not taken.</param>
    public int Next(long ahead) =>
        Items - ahead >= ChunkSize ? ChunkSize
        : ahead == 0 ? Items // a bound below the size of a chunk makes smaller chunks
        : 0;
}
