using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// The cold-start rule (Processes/Spawning/README.md): calls need no compiled stub, and the library is not searched for
// next to the program.
[assembly: DisableRuntimeMarshalling]
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Multiprocessing.Platform;

/// <summary>Calls into the C library of Linux and macOS, without policy and without loops.</summary>
internal static unsafe partial class Libc
{
    public const int SigInt = 2,
        SigKill = 9,
        SigTerm = 15;
    public const nint DefaultAction = 0, // SIG_DFL
        IgnoreSignal = 1; // SIG_IGN
    public const int EINTR = 4,
        ECHILD = 10,
        ESRCH = 3;
    public const short PollIn = 1,
        PollOut = 4;
    public const int UnixFamily = 1, // AF_UNIX
        InternetFamily = 2, // AF_INET
        StreamSocket = 1; // SOCK_STREAM

    private const string Library = "libc";

    public static int SigChld { get; } = OperatingSystem.IsMacOS() ? 20 : 17;

    /// <summary>O_CLOEXEC.</summary>
    public static int OpenCloseOnExec { get; } = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>O_APPEND.</summary>
    public static int OpenAppend { get; } = OperatingSystem.IsMacOS() ? 0x8 : 0x400;

    public static int EAGAIN { get; } = OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>SOL_SOCKET.</summary>
    public static int SocketLevel { get; } = OperatingSystem.IsMacOS() ? 0xffff : 1;

    public static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>
    /// The descriptor or count; a failure throws a <see cref="Win32Exception"/> that names the call and the reason.
    /// </summary>
    public static int Check(int result, string call) => result >= 0 ? result : throw Failure(call, LastError);

    public static Win32Exception Failure(string call, int error) =>
        new(error, $"{call}: {Marshal.GetPInvokeErrorMessage(error)}");

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    public static partial nint PRead(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int descriptor, byte* buffer, nint count, int flags);

    [LibraryImport(Library, EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int descriptor, int how);

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int from, int to);

    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "pipe", SetLastError = true)]
    public static partial int Pipe(int* ends);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int descriptor, nuint request);

    [LibraryImport(Library, EntryPoint = "socketpair", SetLastError = true)]
    public static partial int SocketPair(int domain, int type, int protocol, int* ends);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int descriptor, byte* address, uint length);

    [LibraryImport(Library, EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(int descriptor, int backlog);

    [LibraryImport(Library, EntryPoint = "accept", SetLastError = true)]
    public static partial int Accept(int descriptor, byte* address, uint* length);

    [LibraryImport(Library, EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int descriptor, byte* address, uint length);

    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetSocketName(int descriptor, byte* address, uint* length);

    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSocketOption(int descriptor, int level, int option, void* value, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSocketOption(int descriptor, int level, int option, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "fork", SetLastError = true)]
    public static partial int Fork();

    [LibraryImport(Library, EntryPoint = "_exit")]
    public static partial void Exit(int code);

    [LibraryImport(Library, EntryPoint = "getpid")]
    public static partial int GetProcessId();

    [LibraryImport(Library, EntryPoint = "getppid")]
    public static partial int GetParentProcessId();

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitProcess(int pid, int* status, int options);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "signal", SetLastError = true)]
    public static partial nint Signal(int signal, nint handler);

    [LibraryImport(Library, EntryPoint = "sigaction", SetLastError = true)]
    public static partial int SignalAction(int signal, void* action, void* old);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    public static partial int FillSignalSet(byte* set);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static partial int EmptySignalSet(byte* set);

    [LibraryImport(Library, EntryPoint = "sigaddset")]
    public static partial int AddToSignalSet(byte* set, int signal);

    [LibraryImport(Library, EntryPoint = "pthread_sigmask")]
    public static partial int SignalMask(int how, byte* set, byte* old);

    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetResourceLimit(int resource, ResourceLimit* limit);

    [LibraryImport(Library, EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetResourceLimit(int resource, ResourceLimit* limit);

    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    public static partial int Spawn(
        int* pid,
        byte* path,
        void* fileActions,
        void* attributes,
        byte** arguments,
        byte** environment
    );

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitFileActions(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyFileActions(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDup2(void* actions, int from, int to);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen")]
    public static partial int AddOpen(void* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    public static partial int AddChangeDirectory(void* actions, byte* path);

    /// <summary>On macOS only.</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addinherit_np")]
    public static partial int AddInherit(void* actions, int descriptor);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static partial int InitSpawnAttributes(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroySpawnAttributes(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetSpawnFlags(void* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetSpawnDefaultSignals(void* attributes, byte* set);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetSpawnSignalMask(void* attributes, byte* set);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    /// <summary><c>struct rlimit</c>, in bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ResourceLimit
    {
        public ulong Soft;
        public ulong Hard;
    }

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Segment
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>
    /// <c>struct msghdr</c>. macOS counts segments in 32 bits; the padding after the count makes both layouts equal.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Segment* Segments;
        public nuint SegmentCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
