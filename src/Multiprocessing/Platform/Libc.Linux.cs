using System.Runtime.InteropServices;

namespace Multiprocessing.Platform;

/// <summary>The calls that exist only on Linux.</summary>
internal static unsafe partial class Libc
{
    public const int SocketCloseOnExec = 0x80000; // SOCK_CLOEXEC
    public const int SetDescriptorFlags = 2, // F_SETFD
        DescriptorCloseOnExec = 1; // FD_CLOEXEC
    public const uint MemoryCloseOnExec = 1; // MFD_CLOEXEC

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(
        int option,
        nuint argument2,
        nuint argument3,
        nuint argument4,
        nuint argument5
    );

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int DescriptorControl(int descriptor, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* ends, int flags);

    [LibraryImport(Library, EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int descriptor, byte* address, uint* length, int flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint argument1, nint argument2, nint argument3);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint argument1, nint argument2, nint argument3, nint argument4);

    /// <summary><c>futex(2)</c>, for which glibc has no wrapper. Its errors only say to look at the word
    /// again.</summary>
    [LibraryImport(Library, EntryPoint = "syscall")]
    public static partial nint Futex(nint number, int* word, nint operation, nint value, TimeSpecification* timeout);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(
        nint number,
        nint argument1,
        nint argument2,
        nint argument3,
        nint argument4,
        nint argument5
    );

    /// <summary>The error itself, not -1.</summary>
    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    public static partial int Allocate(int descriptor, nint offset, nint length);

    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(int descriptor, MessageHeader* message, int flags);

    /// <summary><c>pidfd_send_signal(2)</c>, which glibc wraps only since 2.36.</summary>
    public static int SignalProcess(int process, int signal) => (int)SystemCall(424, process, signal, 0, 0);

    /// <summary><c>pidfd_open(2)</c>, which glibc wraps only since 2.36.</summary>
    public static int OpenProcess(int id) => (int)SystemCall(434, id, 0, 0);

    [LibraryImport(
        Library,
        EntryPoint = "memfd_create",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    public static partial int CreateMemory(string name, uint flags);

    [LibraryImport(Library, EntryPoint = "pthread_getattr_default_np")]
    public static partial int GetDefaultThreadAttributes(void* attributes);

    [LibraryImport(Library, EntryPoint = "pthread_setattr_default_np")]
    public static partial int SetDefaultThreadAttributes(void* attributes);

    [LibraryImport(Library, EntryPoint = "pthread_attr_getstacksize")]
    public static partial int GetStackSize(void* attributes, nuint* bytes);

    [LibraryImport(Library, EntryPoint = "pthread_attr_setstacksize")]
    public static partial int SetStackSize(void* attributes, nuint bytes);

    [LibraryImport(Library, EntryPoint = "pthread_attr_destroy")]
    public static partial int DestroyThreadAttributes(void* attributes);

    /// <summary><c>struct timespec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
