using System.Globalization;
using System.Runtime.InteropServices;

namespace Multiprocessing.Platform;

/// <summary>Processes and threads as <c>/proc/ID/stat</c> shows them, which has an entry for either.</summary>
internal static unsafe class LinuxTask
{
    private const int FileSize = 1024,
        NoEntry = 2; // ENOENT

    // Fields of proc(5) that follow the name, which is in parentheses and can contain any character.
    private const int State = 3,
        ThreadCount = 20,
        StartTime = 22;

    private static readonly nint ThreadIdNumber = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 186,
        Architecture.X86 or Architecture.Arm or Architecture.Armv6 => 224,
        Architecture.Ppc64le => 207,
        Architecture.S390x => 236,
        _ => 178,
    };

    public static (int Id, uint Start) ThisProcess => With(Libc.GetProcessId());

    public static (int Id, uint Start) ThisThread => With((int)Libc.SystemCall(ThreadIdNumber, 0, 0, 0));

    public static bool HasEnded(int id, bool isThread, uint start)
    {
        var text = stackalloc byte[FileSize];
        var fields = Read(id, text, out var error);
        if (fields.IsEmpty)
        {
            // Where /proc hides the processes of other users, the entry is missing, but not the process.
            return error is NoEntry or Libc.ESRCH && Libc.Kill(id, 0) < 0 && Libc.LastError == Libc.ESRCH;
        }

        if (start != 0 && (uint)Number(fields, StartTime) != start)
            return true;

        // A zombie. The first thread of a process can be one while others still run.
        var isZombie = Field(fields, State) is [(byte)'Z' or (byte)'X'];
        return isZombie && (isThread || Number(fields, ThreadCount) <= 1);
    }

    private static (int, uint) With(int id)
    {
        var text = stackalloc byte[FileSize];
        var fields = Read(id, text, out _);
        return (id, fields.IsEmpty ? 0 : (uint)Number(fields, StartTime));
    }

    // What follows the name; empty with the error if the file cannot be read.
    private static ReadOnlySpan<byte> Read(int id, byte* text, out int error)
    {
        error = 0;
        var file = Libc.Open(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"), Libc.OpenCloseOnExec);
        if (file < 0)
        {
            error = Libc.LastError;
            return default;
        }

        var count = (int)Libc.Read(file, text, FileSize);
        if (count <= 0)
            error = Libc.LastError;
        _ = Libc.Close(file);
        var content = new ReadOnlySpan<byte>(text, Math.Max(0, count));
        return content[(content.LastIndexOf((byte)')') + 1)..];
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> fields, int number)
    {
        for (var next = State; ; next++)
        {
            fields = fields[(fields.IndexOf((byte)' ') + 1)..];
            if (next == number)
                return fields[..fields.IndexOf((byte)' ')];
        }
    }

    private static ulong Number(ReadOnlySpan<byte> fields, int number)
    {
        var value = 0UL;
        foreach (var digit in Field(fields, number))
            value = (value * 10) + digit - '0';
        return value;
    }
}
