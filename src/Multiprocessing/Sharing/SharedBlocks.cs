using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Sharing;

/// <summary>
/// The long arrays among the arguments of a call: one that is met again is copied into shared memory, once as long as
/// it does not change, and every further message that contains it names the copy. A copy lives until each message that
/// names it has been answered; the latest until the call ends.
/// </summary>
internal sealed class SharedBlocks(long threshold) : BlockStore(threshold)
{
    // From here on a mapping is faster than to send and copy, even for a single message.
    private const int LargeMemory = 4 << 20;

    private const int MostMet = 8;

    private readonly object blocksLock = new();
    private List<Array>? fresh; // in this message for the first time
    private Dictionary<Array, SharedBlock>? blocks;
    private SharedBlock? latest;
    private List<SharedBlock>? written;
    private WeakReference<Array>?[]? met; // in earlier messages
    private int metCount;

    /// <summary>Whether the system has what it needs.</summary>
    public static bool AreAvailable => OperatingSystem.IsLinux() || OperatingSystem.IsWindows();

    /// <summary>Has a pickler put long arrays here while it writes a message.</summary>
    public void Begin(Pickler pickler)
    {
        written = null;
        pickler.Blocks = this;
    }

    /// <summary>Ends that; returns the copies that the message names, null for none.</summary>
    public List<SharedBlock>? End(Pickler pickler)
    {
        pickler.Blocks = null;
        foreach (var array in fresh ?? [])
            (met ??= new WeakReference<Array>[MostMet])[metCount++ % MostMet] = new(array);
        fresh?.Clear();
        return written;
    }

    /// <summary>Notes that a message has been answered.</summary>
    public void Release(List<SharedBlock>? named)
    {
        if (named is null)
            return;

        lock (blocksLock)
        {
            foreach (var block in named)
            {
                block.Uses--;
                Drop(block);
            }
        }
    }

    /// <summary>Notes that the call has ended.</summary>
    public void Close()
    {
        lock (blocksLock)
        {
            if (latest is not { } last)
                return;

            latest = null;
            Drop(last);
        }
    }

    protected override bool TryPut(Pickler pickler, Array array, bool asMemory)
    {
        lock (blocksLock)
        {
            var isLarge = BlockFormatter.BytesOf(array).Length >= LargeMemory;
            if (Find(array, isWorthIt: asMemory && isLarge) is not { } block)
                return false;

            block.Uses++;
            (written ??= []).Add(block);
            var formatter = (SharedBlockFormatter)pickler.Types.FormatterOf(typeof(SharedBlock));
            formatter.Write(pickler, block, asMemory);
            return true;
        }
    }

    // The copy of an array as it is now: what a message contains must not depend on what others contained. An array is
    // copied when it is met again, because for a single message that would be slower than to send it.
    private SharedBlock? Find(Array array, bool isWorthIt)
    {
        blocks ??= new(ReferenceEqualityComparer.Instance);
        var bytes = BlockFormatter.BytesOf(array);
        if (blocks.TryGetValue(array, out var known))
        {
            if (bytes.SequenceEqual(known.Memory.Span[..bytes.Length]))
                return known;

            // An array that is filled anew for each message is better sent.
            blocks.Remove(array);
            Forget(array);
            if (!isWorthIt)
                return null;
        }
        else if (!WasMet(array) && !isWorthIt)
        {
            return null;
        }

        SharedMemory memory;
        try
        {
            memory = SharedMemory.CopyOf(bytes);
        }
        catch (SharedMemoryException)
        {
            // There is no memory left for it, and there is another way.
            return null;
        }

        var before = latest;
        blocks[array] = latest = new SharedBlock(array, memory);
        if (before is not null)
            Drop(before);
        return latest;
    }

    private bool WasMet(Array array)
    {
        foreach (var earlier in met ?? [])
        {
            if (earlier?.TryGetTarget(out var target) == true && target == array)
                return true;
        }

        (fresh ??= []).Add(array);
        return false;
    }

    private void Forget(Array array)
    {
        for (var i = 0; i < met?.Length; i++)
        {
            if (met[i]?.TryGetTarget(out var target) == true && target == array)
                met[i] = null;
        }
    }

    private void Drop(SharedBlock block)
    {
        if (block.Uses > 0 || block == latest)
            return;

        block.Memory.Dispose();
        if (blocks?.GetValueOrDefault(block.Array) == block)
            blocks.Remove(block.Array);
    }
}
