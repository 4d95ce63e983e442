using System.Runtime.InteropServices;
using Multiprocessing.Platform;

namespace Multiprocessing.Sharing;

/// <summary>A segment of Linux: a file in <c>/dev/shm</c>, as <c>shm_open(3)</c> has it.</summary>
internal sealed unsafe class LinuxSegment : Segment
{
    private const int NameTries = 100;

    // Abandoned segments are looked for once in a process, before it takes more memory.
    private static int hasSwept;

    private readonly SegmentFile? file; // null for a private mapping, which needs it no more

    private LinuxSegment(string name, SegmentFile file, long size, bool isPrivate)
    {
        Name = name;
        Size = size;
        var start = Libc.MapMemory(
            null,
            (nuint)size,
            Libc.ProtectRead | Libc.ProtectWrite,
            isPrivate ? Libc.MapPrivate : Libc.MapShared,
            file.Descriptor,
            0
        );
        if (start == Libc.MapFailed)
        {
            var error = Libc.LastError;
            file.Close();
            throw Failure("mapped", name, error, size);
        }

        Start = (byte*)start;
        if (isPrivate)
        {
            // The collector does not see how large it is, and is what frees it.
            GC.AddMemoryPressure(size);
            file.Close();
        }
        else
        {
            this.file = file;
        }
    }

    public override string Name { get; }

    public static new LinuxSegment Create(string? name, long size, long first) =>
        Create(name, size, first, file => file.Allocate(size, first));

    public static new unsafe LinuxSegment CreateWith(ReadOnlySpan<byte> content)
    {
        fixed (byte* start = content)
        {
            var (from, length) = ((nint)start, content.Length);
            return Create(null, length, length, file => file.Write(new((byte*)from, length)));
        }
    }

    private static LinuxSegment Create(string? name, long size, long first, Func<SegmentFile, int> fill)
    {
        if (Interlocked.Exchange(ref hasSwept, 1) == 0)
            SegmentFile.RemoveAbandoned();
        RefuseWithoutSpace(name, first);
        for (var tries = 0; ; tries++)
        {
            var path = PathOf(name ?? SegmentName.New());
            if (SegmentFile.TryCreate(path, out var error) is not { } file)
            {
                if (name is null && error == Libc.EEXIST && tries < NameTries)
                    continue;
                throw Failure("created", Path.GetFileName(path), error, size);
            }

            error = fill(file);
            if (error == 0)
                return new(Path.GetFileName(path), file, size, isPrivate: false);

            file.Unlink();
            file.Close();
            throw Failure("created", name, error, first);
        }
    }

    public static new LinuxSegment Open(string name, bool isPrivate)
    {
        var file = OpenFile(name);
        var size = file.Size;
        if (size > 0)
            return new(name, file, size, isPrivate);

        file.Close();
        throw new SharedMemoryException(
            SharedMemoryError.TooShort,
            $"The shared memory '{name}' has no bytes: its creator has not given it a size yet, or a process truncated "
                + "it."
        );
    }

    /// <summary>The file of a segment, which is not mapped.</summary>
    /// <exception cref="SharedMemoryException">It cannot be opened.</exception>
    public static SegmentFile OpenFile(string name) =>
        SegmentFile.TryOpen(PathOf(name), out var error) ?? throw Failure("opened", name, error, 0);

    public override void Unlink() => file?.Unlink();

    public override void Reserve(long start, long length)
    {
        if (file!.Reserve(start, length) is not 0 and var error)
            throw Failure("extended", Name, error, length);
    }

    public override void GiveBack(long start, long length)
    {
        const int remove = 9; // MADV_REMOVE
        _ = Libc.AdviseMemory(Start + start, (nuint)length, remove);
    }

    public override void Close(bool unmaps)
    {
        if (unmaps)
            _ = Libc.UnmapMemory(Start, (nuint)Size);
        if (file is null)
            GC.RemoveMemoryPressure(Size);
        else
            file.Close();
    }

    private static string PathOf(string name) => $"{SegmentFile.Directory}/{name}";

    // Without this check, the memory that there is would be taken first.
    private static void RefuseWithoutSpace(string? name, long size)
    {
        if (Directory.Exists(SegmentFile.Directory) && FreeBytes < size)
            throw Failure("created", name, Libc.ENOSPC, size);
    }

    private static long FreeBytes => new DriveInfo(SegmentFile.Directory).AvailableFreeSpace;

    private static SharedMemoryException Failure(string what, string? name, int error, long size)
    {
        var subject = name is null ? $"Shared memory cannot be {what}" : $"The shared memory '{name}' cannot be {what}";
        return error switch
        {
            Libc.ENOENT when what == "created" || !Directory.Exists(SegmentFile.Directory) => new(
                SharedMemoryError.Other,
                $"{subject}: {SegmentFile.Directory} does not exist. Mount a tmpfs there."
            ),
            Libc.ENOENT => new(
                SharedMemoryError.NotFound,
                $"{subject}: there is none. It ends when the last process of this library that uses it does, when a "
                    + "process unlinks it, and when a process of CPython before 3.13 that opened it ends."
            ),
            Libc.EEXIST => new(
                SharedMemoryError.AlreadyExists,
                $"{subject}: the name is taken. Open it, or choose another."
            ),
            Libc.EACCES => new(
                SharedMemoryError.AccessDenied,
                $"{subject}: it belongs to another user, or is no segment."
            ),
            Libc.ENOSPC => new(
                SharedMemoryError.NoSpace,
                $"{subject}: {SegmentFile.Directory} has {FreeBytes:N0} bytes left of the {size:N0} that are needed. "
                    + "Give it more space (docker run --shm-size), or dispose of segments."
            ),
            _ => new(SharedMemoryError.Other, $"{subject}: {Marshal.GetPInvokeErrorMessage(error)}."),
        };
    }
}
