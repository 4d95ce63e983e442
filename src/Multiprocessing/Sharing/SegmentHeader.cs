using System.Text;

namespace Multiprocessing.Sharing;

/// <summary>
/// The first 64 bytes, one cache line, of a segment that this library gives a meaning: what lies in it.
/// </summary>
/// <remarks>
/// At 0 the letters <c>mpshared</c>, written last; at 8 the version (int); at 12 the kind (int); at 16 the size of an
/// element in bytes (int); at 20 its <see cref="TypeCode"/> (int); at 24 a hash of the full name of its type (ulong);
/// at 32 how many there are (long); at 40 the type's name, cut to 24 bytes of UTF-8. The elements begin at 64.
/// </remarks>
internal static unsafe class SegmentHeader
{
    public const int Size = 64;

    private const ulong Magic = 0x646572616873706d; // "mpshared"
    private const int Version = 1,
        NameSize = 24;

    /// <summary>Writes the header of a new segment.</summary>
    public static void Write<T>(SharedMemory memory, SegmentKind kind, long length)
        where T : unmanaged
    {
        var start = memory.Start;
        *(int*)(start + 8) = Version;
        *(int*)(start + 12) = (int)kind;
        *(int*)(start + 16) = sizeof(T);
        *(int*)(start + 20) = CodeOf<T>();
        *(ulong*)(start + 24) = HashOf(typeof(T));
        *(long*)(start + 32) = length;
        Encoding.UTF8.GetEncoder().Convert(typeof(T).Name, new(start + 40, NameSize), flush: true, out _, out _, out _);
        Volatile.Write(ref *(ulong*)start, Magic);
    }

    /// <summary>Checks that a segment contains elements of a type; returns how many.</summary>
    /// <exception cref="SharedMemoryException">It contains something else.</exception>
    public static long Check<T>(SharedMemory memory, SegmentKind kind)
        where T : unmanaged
    {
        var start = memory.Start;
        if (memory.Size < Size || Volatile.Read(ref *(ulong*)start) != Magic)
        {
            throw Wrong(
                memory,
                kind,
                "it has no header of this library. Open it by SharedMemory.Open or SharedArray.OpenForeign"
            );
        }

        if (*(int*)(start + 8) is var version && version != Version)
            throw Wrong(memory, kind, $"it has version {version} of the header, and this library has {Version}");
        if ((SegmentKind)(*(int*)(start + 12)) is var found && found != kind)
            throw Wrong(memory, kind, $"it contains {NameOf(found)}");
        if (
            *(int*)(start + 16) != sizeof(T)
            || *(int*)(start + 20) != CodeOf<T>()
            || *(ulong*)(start + 24) != HashOf(typeof(T))
        )
        {
            throw Wrong(
                memory,
                kind,
                $"its elements are {ElementName(start)} of {*(int*)(start + 16)} bytes, not {typeof(T).Name} of "
                    + $"{sizeof(T)}"
            );
        }

        var length = *(long*)(start + 32);
        if (length >= 0 && length <= (memory.Size - Size) / sizeof(T))
            return length;

        throw new SharedMemoryException(
            SharedMemoryError.TooShort,
            $"The shared memory '{memory.Name}' has {memory.Size:N0} bytes, too few for the {length:N0} elements that "
                + "its header promises: a process truncated it, or overwrote the header."
        );
    }

    private static string ElementName(byte* start)
    {
        var name = new ReadOnlySpan<byte>(start + 40, NameSize);
        return Encoding.UTF8.GetString(name[..(name.IndexOf((byte)0) is var end && end >= 0 ? end : NameSize)]);
    }

    private static string NameOf(SegmentKind kind) =>
        kind switch
        {
            SegmentKind.Array => "an array",
            SegmentKind.Value => "a value",
            _ => $"something of kind {(int)kind}",
        };

    private static SharedMemoryException Wrong(SharedMemory memory, SegmentKind kind, string reason) =>
        new(
            SharedMemoryError.WrongContent,
            $"The shared memory '{memory.Name}' cannot be opened as {NameOf(kind)}: {reason}."
        );

    private static int CodeOf<T>() => (int)Type.GetTypeCode(typeof(T));

    // FNV-1a: the same in every process, unlike a hash code. ToString names a generic struct without versions.
    private static ulong HashOf(Type type)
    {
        var hash = 14695981039346656037;
        foreach (var letter in type.ToString())
            hash = (hash ^ letter) * 1099511628211;
        return hash;
    }
}
