using Microsoft.Win32.SafeHandles;

namespace Multiprocessing.Platform;

/// <summary>
/// Memory that a process shares with its children. It has no name, and disappears with the last process that maps it.
/// </summary>
internal sealed unsafe class AnonymousMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly nuint length;

    private AnonymousMemory(Descriptor descriptor, nuint length)
        : base(ownsHandle: true)
    {
        const int readWrite = 3,
            shared = 1;
        this.length = length;
        Descriptor = descriptor;
        SetHandle(Libc.MapMemory(null, length, readWrite, shared, descriptor.Value, 0));
    }

    /// <summary>The descriptor through which an executed program inherits the memory.</summary>
    public Descriptor Descriptor { get; }

    public byte* Start => (byte*)handle;

    /// <summary>New memory, all zero; null if the system does not support or refuses it.</summary>
    public static AnonymousMemory? TryCreate(int length)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        var value = Libc.CreateMemory("multiprocessing", Libc.MemoryCloseOnExec);
        if (value < 0)
            return null;

        var descriptor = new Descriptor(value);
        var memory = Libc.Resize(value, length) == 0 ? new AnonymousMemory(descriptor, (nuint)length) : null;
        if (memory is { IsInvalid: false })
            return memory;

        descriptor.Dispose();
        return null;
    }

    /// <summary>The memory that this process inherited from its parent.</summary>
    public static AnonymousMemory Open(Descriptor descriptor)
    {
        const int end = 2;
        var memory = new AnonymousMemory(descriptor, (nuint)Libc.Seek(descriptor.Value, 0, end));
        return memory.IsInvalid ? throw Libc.Failure("mmap", Libc.LastError) : memory;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Descriptor.Dispose();
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle() => Libc.UnmapMemory((void*)handle, length) == 0;
}
