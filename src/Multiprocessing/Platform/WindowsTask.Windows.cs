using System.Runtime.InteropServices;

namespace Multiprocessing.Platform;

/// <summary>Processes and threads by their ids and times of creation.</summary>
internal static unsafe partial class WindowsTask
{
    private const uint LimitedProcessInformation = 0x1000, // PROCESS_QUERY_LIMITED_INFORMATION
        LimitedThreadInformation = 0x0800, // THREAD_QUERY_LIMITED_INFORMATION
        InvalidParameter = 87; // ERROR_INVALID_PARAMETER: there is none with that id

    public static (int Id, uint Start) ThisProcess =>
        (Environment.ProcessId, Start(Environment.ProcessId, isThread: false, out _) ?? 0);

    public static (int Id, uint Start) ThisThread =>
        ((int)GetCurrentThreadId(), Start((int)GetCurrentThreadId(), isThread: true, out _) ?? 0);

    public static bool HasEnded(int id, bool isThread, uint start)
    {
        var found = Start(id, isThread, out var hasEnded);
        return hasEnded || (found is { } other && start != 0 && other != start);
    }

    // Null if it is not known.
    private static uint? Start(int id, bool isThread, out bool hasEnded)
    {
        var handle = isThread
            ? OpenThread(LimitedThreadInformation, false, (uint)id)
            : OpenProcess(LimitedProcessInformation, false, (uint)id);
        if (handle == 0)
        {
            hasEnded = Marshal.GetLastPInvokeError() == InvalidParameter;
            return null;
        }

        long created,
            ended,
            kernel,
            user;
        var known = isThread
            ? GetThreadTimes(handle, &created, &ended, &kernel, &user)
            : GetProcessTimes(handle, &created, &ended, &kernel, &user);
        CloseHandle(handle);
        hasEnded = known && ended != 0;
        return known ? (uint)(created >> 14) : null; // units of 1.6 ms: 32 bits last for 81 days
    }

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint OpenProcess(uint access, [MarshalAs(UnmanagedType.Bool)] bool inherit, uint id);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint OpenThread(uint access, [MarshalAs(UnmanagedType.Bool)] bool inherit, uint id);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetProcessTimes(nint handle, long* created, long* ended, long* kernel, long* user);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint handle, long* created, long* ended, long* kernel, long* user);

    [LibraryImport("kernel32")]
    private static partial uint GetCurrentThreadId();

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CloseHandle(nint handle);
}
