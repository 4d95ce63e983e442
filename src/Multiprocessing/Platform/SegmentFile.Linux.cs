using System.Runtime.InteropServices;

namespace Multiprocessing.Platform;

/// <summary>
/// The file of a shared memory segment. Each process that has it open holds a shared lock on it, which the system
/// releases when the process ends, however it ends. Whoever closes a file of this library and holds the last lock
/// removes it.
/// </summary>
/// <remarks>
/// The files that this library makes have the sticky bit, which says that they end with their last user. Files of
/// CPython, which takes no locks, do not have it and are never removed here.
/// </remarks>
internal sealed partial class SegmentFile
{
    /// <summary>Where <c>shm_open(3)</c> of glibc and musl has its files.</summary>
    public const string Directory = "/dev/shm";

    private const uint ReadWriteByOwner = 0x180; // 0600
    private const int OpenOrCreate = 0x40 | 0x80; // O_CREAT | O_EXCL

    // One step of an allocation. A signal starts the current step again, and the collector sends signals.
    private const long AllocationStep = 64L << 20;

    private static readonly TimeSpan LongestRemoval = TimeSpan.FromSeconds(5);

    // An object, not a Lock: the cold-start rule.
    private static readonly object FilesLock = new();
    private static readonly List<SegmentFile> Files = [];

    private readonly string path;
    private int descriptor;

    private SegmentFile(string path, int descriptor)
    {
        (this.path, this.descriptor) = (path, descriptor);
        lock (FilesLock)
            Files.Add(this);
    }

    public int Descriptor => descriptor;

    /// <summary>The file's size in bytes, now.</summary>
    public long Size => FileStatus.Of(descriptor)?.Size ?? 0;

    private static int OpenFlags =>
        Libc.OpenReadWrite
        | Libc.OpenCloseOnExec
        // O_NOFOLLOW
        | (
            RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Ppc64le
                ? 0x8000
                : 0x20000
        );

    /// <summary>A new, empty file; null with the error where the system refuses.</summary>
    public static SegmentFile? TryCreate(string path, out int error)
    {
        var descriptor = Libc.Open(path, OpenFlags | OpenOrCreate, ReadWriteByOwner);
        error = descriptor < 0 ? Libc.LastError : 0;
        if (descriptor < 0)
            return null;

        // In this order: a file with the mark always has a lock while it is used.
        if (
            Libc.Lock(descriptor, Libc.LockShared | Libc.LockWithoutWaiting) == 0
            && Libc.ChangeMode(descriptor, ReadWriteByOwner | FileStatus.Sticky) == 0
        )
        {
            return new(path, descriptor);
        }

        error = Libc.LastError;
        _ = Libc.Unlink(path);
        _ = Libc.Close(descriptor);
        return null;
    }

    /// <summary>An existing file; null with the error where the system refuses, or where it is no file.</summary>
    public static SegmentFile? TryOpen(string path, out int error)
    {
        var descriptor = Libc.Open(path, OpenFlags);
        error = descriptor < 0 ? Libc.LastError : TryUse(descriptor);
        if (error == 0)
            return new(path, descriptor);

        if (descriptor >= 0)
            _ = Libc.Close(descriptor);
        return null;
    }

    /// <summary>Gives the file a size, and memory for the first bytes; returns the error, 0 for none.</summary>
    public int Allocate(long size, long first) =>
        Libc.Resize(descriptor, (nint)size) == 0 ? Reserve(0, first) : Libc.LastError;

    /// <summary>Gives a part of the file memory where it has none; returns the error, 0 for none.</summary>
    public int Reserve(long start, long length)
    {
        for (long done = 0; done < length; )
        {
            var step = Math.Min(AllocationStep, length - done);
            var error = Libc.Allocate(descriptor, (nint)(start + done), (nint)step);
            if (error is not (0 or Libc.EINTR))
                return error;
            if (error == 0)
                done += step;
        }

        return 0;
    }

    /// <summary>Removes the name: nobody can open it any more. False where it has none.</summary>
    public bool Unlink() => IsNamed && Libc.Unlink(path) == 0;

    /// <summary>Ends the use by this process, and removes a file of this library that no process uses.</summary>
    public void Close()
    {
        lock (FilesLock)
        {
            if (!Files.Remove(this))
                return;
        }

        if (
            FileStatus.Of(descriptor) is { IsSticky: true, Links: > 0 }
            && Libc.Lock(descriptor, Libc.LockExclusive | Libc.LockWithoutWaiting) == 0
        )
        {
            Unlink();
        }

        _ = Libc.Close(descriptor);
    }

    // Another file can have the name by now.
    private bool IsNamed =>
        FileStatus.Of(descriptor) is { Links: > 0 } own && FileStatus.Of(path) is { } named && named.Inode == own.Inode;

    // Takes a shared lock; waits while another process removes the file.
    private static int TryUse(int descriptor)
    {
        var deadline = Deadline.After(LongestRemoval);
        while (Libc.Lock(descriptor, Libc.LockShared | Libc.LockWithoutWaiting) != 0)
        {
            var error = Libc.LastError;
            if (error != Libc.EINTR && (error != Libc.EAGAIN || deadline.HasPassed))
                return error;
            Thread.Sleep(1);
        }

        return FileStatus.Of(descriptor) switch
        {
            { Links: > 0, IsFile: true } => 0,
            { IsFile: false } => Libc.EACCES,
            _ => Libc.ENOENT,
        };
    }
}
