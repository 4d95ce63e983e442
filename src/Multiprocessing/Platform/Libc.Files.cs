using System.Runtime.InteropServices;

namespace Multiprocessing.Platform;

/// <summary>The calls for files and memory.</summary>
internal static unsafe partial class Libc
{
    public const int OpenReadWrite = 2; // O_RDWR
    public const int LockShared = 1, // LOCK_SH
        LockExclusive = 2, // LOCK_EX
        LockWithoutWaiting = 4; // LOCK_NB
    public const int ProtectRead = 1, // PROT_READ
        ProtectWrite = 2, // PROT_WRITE
        MapShared = 1, // MAP_SHARED
        MapPrivate = 2; // MAP_PRIVATE
    public const nint MapFailed = -1; // MAP_FAILED
    public const int ENOENT = 2,
        EACCES = 13,
        EEXIST = 17,
        ENFILE = 23,
        EMFILE = 24,
        ENOSPC = 28;

    /// <summary>With a mode, which C passes as one of any number of arguments: for Linux.</summary>
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(string path);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int descriptor, uint mode);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint GetEffectiveUser();

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Resize(int descriptor, nint length);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint MapMemory(
        void* address,
        nuint length,
        int protection,
        int flags,
        int descriptor,
        nint offset
    );

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int UnmapMemory(void* address, nuint length);

    [LibraryImport(Library, EntryPoint = "madvise")]
    public static partial int AdviseMemory(void* address, nuint length, int advice);
}
