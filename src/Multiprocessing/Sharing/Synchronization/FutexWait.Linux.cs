using System.Runtime.InteropServices;
using Multiprocessing.Platform;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>A futex that is not private: the kernel finds the waits by the page of the file.</summary>
internal sealed unsafe class FutexWait : WordWait
{
    private const int WaitOperation = 0, // FUTEX_WAIT
        WakeOperation = 1; // FUTEX_WAKE

    private static readonly nint Number = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.X86 or Architecture.Arm or Architecture.Armv6 => 240,
        Architecture.Ppc64le => 221,
        Architecture.S390x => 238,
        _ => 98, // the generic table: Arm64, RiscV64, LoongArch64
    };

    public static FutexWait Instance { get; } = new();

    public override void Wait(int* word, int value, int milliseconds)
    {
        var timeout = new Libc.TimeSpecification
        {
            Seconds = milliseconds / 1000,
            Nanoseconds = milliseconds % 1000 * 1_000_000,
        };
        _ = Libc.Futex(Number, word, WaitOperation, value, milliseconds < 0 ? null : &timeout);
    }

    public override void Wake(int* word, int count) => _ = Libc.Futex(Number, word, WakeOperation, count, null);
}
