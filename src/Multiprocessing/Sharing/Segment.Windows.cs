using System.IO.MemoryMappedFiles;
using System.Runtime.Versioning;

namespace Multiprocessing.Sharing;

/// <summary>
/// A segment of Windows: a named file mapping of the page file, as CPython has it. The system frees it with its last
/// handle.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class WindowsSegment : Segment
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    private WindowsSegment(string name, MemoryMappedFile file, bool isPrivate)
    {
        Name = name;
        this.file = file;
        view = file.CreateViewAccessor(
            0,
            0,
            isPrivate ? MemoryMappedFileAccess.CopyOnWrite : MemoryMappedFileAccess.ReadWrite
        );
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start;
        Size = view.Capacity;
    }

    public override string Name { get; }

    public static WindowsSegment Create(string? name, long size)
    {
        name ??= SegmentName.New();
        try
        {
            return new(name, MemoryMappedFile.CreateNew(name, size), isPrivate: false);
        }
        catch (IOException failure)
        {
            throw new SharedMemoryException(
                $"The shared memory '{name}' cannot be created: {failure.Message}",
                failure
            );
        }
    }

    public static new WindowsSegment Open(string name, bool isPrivate)
    {
        try
        {
            return new(name, MemoryMappedFile.OpenExisting(name), isPrivate);
        }
        catch (FileNotFoundException)
        {
            throw new SharedMemoryException(
                SharedMemoryError.NotFound,
                $"The shared memory '{name}' cannot be opened: there is none. It ends when the last process that uses "
                    + "it does."
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SharedMemoryException($"The shared memory '{name}' cannot be opened: {failure.Message}", failure);
        }
    }

    public override void Unlink()
    {
        // A name of Windows lives as long as a handle does.
    }

    public override void Close(bool unmaps)
    {
        if (unmaps)
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
        }

        file.Dispose();
    }
}
