using System.Buffers;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Sharing;

/// <summary>Shared memory as <see cref="Memory{T}"/>. It keeps the object of the segment alive.</summary>
internal sealed unsafe class SharedMemoryManager<T>(SharedMemory memory, long offset, int length) : MemoryManager<T>
    where T : unmanaged
{
    public override Span<T> GetSpan() => new(memory.Start + offset, length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, length);
        var start = memory.Start + offset + ((long)elementIndex * Unsafe.SizeOf<T>());
        memory.Lease.Use();
        return new(start, pinnable: this);
    }

    public override void Unpin() => memory.Lease.Release();

    protected override void Dispose(bool disposing)
    {
        // The segment belongs to the object that it is a part of.
    }
}
