using System.Runtime.InteropServices;

namespace Multiprocessing.Platform;

/// <summary>What the kernel knows of a file, by <c>statx(2)</c>: its layout is the same on every processor.</summary>
internal readonly unsafe record struct FileStatus(uint Links, uint Owner, ushort Mode, ulong Inode, long Size)
{
    /// <summary>S_ISVTX, which has no meaning for a file: Linux keeps it, and ignores it.</summary>
    public const ushort Sticky = 0x200;

    private const int OfEmptyPath = 0x1000, // AT_EMPTY_PATH
        OfLinkItself = 0x100, // AT_SYMLINK_NOFOLLOW
        OfCurrentDirectory = -100, // AT_FDCWD
        BasicMask = 0x7ff, // STATX_BASIC_STATS
        StructSize = 256;

    public bool IsFile => (Mode & 0xf000) == 0x8000; // S_IFREG

    public bool IsSticky => (Mode & Sticky) != 0;

    private static int CallNumber =>
        RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 332,
            Architecture.X86 or Architecture.Ppc64le => 383,
            Architecture.S390x => 379,
            Architecture.Arm or Architecture.Armv6 => 397,
            _ => 291,
        };

    /// <summary>The status of an open file; null where the system refuses.</summary>
    public static FileStatus? Of(int descriptor)
    {
        byte empty = 0;
        return Of(descriptor, &empty, OfEmptyPath);
    }

    /// <summary>The status of a file by its path, of a link itself; null where there is none.</summary>
    public static FileStatus? Of(string path)
    {
        var text = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            return Of(OfCurrentDirectory, (byte*)text, OfLinkItself);
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    private static FileStatus? Of(int directory, byte* path, int flags)
    {
        var status = stackalloc byte[StructSize];
        return Libc.SystemCall(CallNumber, directory, (nint)path, flags, BasicMask, (nint)status) == 0
            ? new FileStatus(
                *(uint*)(status + 16),
                *(uint*)(status + 20),
                *(ushort*)(status + 28),
                *(ulong*)(status + 32),
                *(long*)(status + 40)
            )
            : null;
    }
}
