using System.Numerics;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling;

/// <summary>The objects of one message by reference, each with the number by which the reader memoizes it.</summary>
internal sealed class IdentityMemo
{
    private const int Smallest = 64;

    // A table that grew for one large message is not kept for the small ones that follow.
    private const int LargestKept = 1 << 16;

    private Entry[] entries = new Entry[Smallest];
    private int count;

    /// <summary>The number of an object; false if it has none.</summary>
    public bool TryGet(object key, out int index)
    {
        ref var entry = ref Find(key);
        index = entry.Index;
        return entry.Key is not null;
    }

    /// <summary>Gives an object the next number; true if it already had one.</summary>
    public bool TryGetOrAdd(object key, out int index)
    {
        ref var entry = ref Find(key);
        if (entry.Key is not null)
        {
            index = entry.Index;
            return true;
        }

        entry.Key = key;
        entry.Index = index = count++;
        if (count > entries.Length / 2)
            Grow();
        return false;
    }

    public void Clear()
    {
        if (entries.Length > LargestKept)
            entries = new Entry[Smallest];
        else if (count > 0)
            Array.Clear(entries);
        count = 0;
    }

    private ref Entry Find(object key)
    {
        var entries = this.entries;
        var mask = entries.Length - 1;
        var at = (int)((uint)RuntimeHelpers.GetHashCode(key) * 0x9e3779b9u >> 32 - BitOperations.PopCount((uint)mask));
        while (true)
        {
            ref var entry = ref entries[at & mask];
            if (entry.Key is null || ReferenceEquals(entry.Key, key))
                return ref entry;
            at++;
        }
    }

    private void Grow()
    {
        var old = entries;
        entries = new Entry[old.Length * 2];
        foreach (var entry in old)
        {
            if (entry.Key is not null)
                Find(entry.Key) = entry;
        }
    }

    private struct Entry
    {
        public object? Key;
        public int Index;
    }
}
