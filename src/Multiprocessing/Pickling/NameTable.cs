using System.Runtime.InteropServices;

namespace Multiprocessing.Pickling;

/// <summary>
/// Reconstructors by their names as bytes of a pickle, so that messages need no string for a name. Immutable:
/// <see cref="With"/> returns a new table. Only known names are added, so a peer cannot fill it.
/// </summary>
internal sealed class NameTable
{
    public static readonly NameTable Empty = new(new Entry[4], 0);

    private readonly Entry[] entries;
    private readonly int count;

    private NameTable(Entry[] entries, int count)
    {
        this.entries = entries;
        this.count = count;
    }

    public Reconstructor? Find(ReadOnlySpan<byte> name)
    {
        ref var entry = ref Find(entries, name);
        return entry.Value;
    }

    public NameTable With(ReadOnlySpan<byte> name, Reconstructor value)
    {
        var entries = new Entry[count * 2 < this.entries.Length ? this.entries.Length : this.entries.Length * 2];
        foreach (var entry in this.entries)
        {
            if (entry.Name is not null)
                Find(entries, entry.Name) = entry;
        }

        Find(entries, name) = new Entry(name.ToArray(), value);
        return new NameTable(entries, count + 1);
    }

    private static ref Entry Find(Entry[] entries, ReadOnlySpan<byte> name)
    {
        var at = Hash(name);
        while (true)
        {
            ref var entry = ref entries[at++ & (entries.Length - 1)];
            if (entry.Name is null || name.SequenceEqual(entry.Name))
                return ref entry;
        }
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        const ulong Spread = 0x9e3779b97f4a7c15;
        var hash = (ulong)name.Length;
        for (; name.Length >= sizeof(ulong); name = name[sizeof(ulong)..])
            hash = (hash ^ MemoryMarshal.Read<ulong>(name)) * Spread;
        foreach (var rest in name)
            hash = (hash ^ rest) * Spread;
        return (int)(hash >> 33);
    }

    private readonly record struct Entry(byte[]? Name, Reconstructor? Value);
}
