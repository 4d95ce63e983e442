using Multiprocessing.Pickling;
using Multiprocessing.Sharing;

namespace Multiprocessing.Pools;

// Long arrays among its arguments, which cross in shared memory.
internal abstract partial class PoolCall
{
    private readonly SharedBlocks? blocks =
        SharedBlocks.AreAvailable && settings.SharedArgumentThreshold is { } threshold ? new(threshold) : null;

    private Dictionary<int, List<SharedBlock>>? named;

    /// <summary>Begins a pickle of arguments whose long arrays are copied into shared memory.</summary>
    public void BeginSharing(Pickler pickler) => blocks?.Begin(pickler);

    /// <summary>Ends such a pickle; returns the copies that it names, null for none.</summary>
    public List<SharedBlock>? EndSharing(Pickler pickler) => blocks?.End(pickler);

    /// <summary>Lets go of copies that no chunk will need.</summary>
    public void Release(List<SharedBlock>? copies) => blocks?.Release(copies);

    /// <summary>Notes which copies a chunk needs until it has been answered.</summary>
    protected void Keep(int chunk, List<SharedBlock>? copies)
    {
        // It is pickled again where its worker was lost.
        ReleaseOf(chunk);
        if (copies is not null)
            (named ??= []).Add(chunk, copies);
    }

    private void ReleaseAfter(int chunk)
    {
        if (blocks is null)
            return;

        ReleaseOf(chunk);
        if (Finished == Chunks)
            blocks.Close();
    }

    private void ReleaseOf(int chunk)
    {
        if (named?.Remove(chunk, out var copies) == true)
            Release(copies);
    }
}
