namespace Multiprocessing.Platform;

/// <summary>Processes and threads of this machine, told apart by their ids and the time at which each
/// started.</summary>
internal static class RunningTask
{
    /// <summary>This process.</summary>
    public static (int Id, uint Start) ThisProcess =>
        OperatingSystem.IsLinux() ? LinuxTask.ThisProcess
        : OperatingSystem.IsWindows() ? WindowsTask.ThisProcess
        : (Libc.GetProcessId(), 0);

    /// <summary>The thread that asks.</summary>
    public static (int Id, uint Start) ThisThread =>
        OperatingSystem.IsLinux() ? LinuxTask.ThisThread
        : OperatingSystem.IsWindows() ? WindowsTask.ThisThread
        // macOS does not number threads so that another process could ask for one: the process' end is noticed.
        : (Libc.GetProcessId(), (uint)Environment.CurrentManagedThreadId);

    /// <summary>Whether one has ended and runs no more code; false if in doubt.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="isThread">Whether that is a thread's.</param>
    /// <param name="start">When it started, as <see cref="ThisProcess"/> or <see cref="ThisThread"/> gave it.</param>
    public static bool HasEnded(int id, bool isThread, uint start) =>
        OperatingSystem.IsLinux() ? LinuxTask.HasEnded(id, isThread, start)
        : OperatingSystem.IsWindows() ? WindowsTask.HasEnded(id, isThread, start)
        : Libc.Kill(id, 0) < 0 && Libc.LastError == Libc.ESRCH;
}
