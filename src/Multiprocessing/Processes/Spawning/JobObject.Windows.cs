using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Multiprocessing.Processes.Spawning;

/// <summary>
/// A job whose processes Windows ends when its last handle is closed, for example when the process that holds it ends.
/// </summary>
internal sealed partial class JobObject : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int ExtendedLimits = 9;
    private const uint KillOnClose = 0x2000;

    public JobObject()
        : base(ownsHandle: true) { }

    public static unsafe JobObject Create()
    {
        var job = new JobObject();
        job.SetHandle(CreateJobObject(0, 0));
        var limits = new Limits { Flags = KillOnClose };
        if (job.IsInvalid || !SetInformation(job.handle, ExtendedLimits, &limits, (uint)sizeof(Limits)))
        {
            throw new ProcessStartException(
                "Cannot create a job object.",
                new Win32Exception(Marshal.GetLastPInvokeError())
            );
        }

        return job;
    }

    public void Add(Process process)
    {
        // A process that has ended already needs no job.
        if (!Assign(handle, process.Handle) && !process.HasExited)
        {
            throw new ProcessStartException(
                "Cannot add the child to its job object.",
                new Win32Exception(Marshal.GetLastPInvokeError())
            );
        }
    }

    protected override bool ReleaseHandle() => CloseHandle(handle);

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW", SetLastError = true)]
    private static partial nint CreateJobObject(nint attributes, nint name);

    [LibraryImport("kernel32", EntryPoint = "SetInformationJobObject", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static unsafe partial bool SetInformation(nint job, int kind, Limits* information, uint length);

    [LibraryImport("kernel32", EntryPoint = "AssignProcessToJobObject", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Assign(nint job, nint process);

    [LibraryImport("kernel32", EntryPoint = "CloseHandle", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CloseHandle(nint handle);

    /// <summary><c>JOBOBJECT_EXTENDED_LIMIT_INFORMATION</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public long ProcessTime,
            JobTime;
        public uint Flags;
        public nuint SmallestWorkingSet,
            LargestWorkingSet;
        public uint Processes;
        public nuint Affinity;
        public uint Priority,
            Scheduling;
        public ulong Reads,
            Writes,
            Others,
            ReadBytes,
            WrittenBytes,
            OtherBytes;
        public nuint ProcessMemory,
            JobMemory,
            PeakProcessMemory,
            PeakJobMemory;
    }
}
