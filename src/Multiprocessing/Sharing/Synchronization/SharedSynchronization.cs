using System.Diagnostics;
using Multiprocessing.Sharing;
using Multiprocessing.Sharing.Synchronization;

namespace Multiprocessing;

/// <summary>
/// What lies in shared memory and has processes wait for one another: without a server, and without a thread.
/// </summary>
/// <remarks>
/// <para>It can be sent to other processes: its name crosses, and what arrives is the same object. It ends with the
/// last process that uses it, however that ends; one that was sent must not be disposed of before it has arrived. A
/// forked child has what its parent has.</para>
/// <para>A wait looks at the state of things every 50 milliseconds, so that a process that was killed keeps nobody
/// waiting. Processes see one another within one machine and one PID namespace.</para>
/// </remarks>
[SharedFormatters]
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public abstract unsafe class SharedSynchronization : ISharedObject, IDisposable
{
    private protected SharedSynchronization(SharedMemory memory, SharedKind kind, long size)
    {
        Memory = memory;
        Header.Check(memory, kind, size);
        Waits = WordWait.Of(memory.Name, memory.Start);
        memory.View = this;
    }

    /// <summary>The name by which any process opens it.</summary>
    public string Name => Memory.Name;

    SharedMemory ISharedObject.Memory => Memory;

    private protected SharedMemory Memory { get; }

    private protected WordWait Waits { get; }

    private protected ref SharedHeader Header => ref *(SharedHeader*)Memory.Start;

    /// <summary>What follows the header.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    private protected byte* Words => Memory.Start + SharedHeader.Length;

    private string DebuggerDisplay => $"{GetType().Name} {Name}";

    /// <summary>Ends the use by this process. What waits in another thread goes on waiting.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected virtual void Dispose(bool disposing) => Memory.Dispose();

    /// <summary>Makes a segment. The name can be known before it is ready, so that it is marked at last.</summary>
    private protected static SharedMemory Make(
        string? name,
        SharedKind kind,
        long size,
        SharedHeader header,
        int firstWord = 0,
        long? reserved = null
    )
    {
        var memory = SharedMemory.Create(size, reserved ?? size, name);
        ref var made = ref *(SharedHeader*)memory.Start;
        made = header;
        *(int*)(memory.Start + SharedHeader.Length) = firstWord;
        made.Publish(kind);
        return memory;
    }

    /// <summary>Keeps the memory while something waits, whatever happens to this object.</summary>
    private protected Kept Keep() => new(Memory.Lease);

    private protected readonly ref struct Kept
    {
        private readonly SegmentLease lease;

        public Kept(SegmentLease lease)
        {
            this.lease = lease;
            lease.Use();
        }

        public void Dispose() => lease.Release();
    }
}
