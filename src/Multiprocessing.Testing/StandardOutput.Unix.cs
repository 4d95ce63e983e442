using System.Runtime.InteropServices;

namespace Multiprocessing.Testing;

internal static partial class StandardOutput
{
    private const int Interrupted = 4;

    private static nint WriteUnix(ReadOnlySpan<byte> line)
    {
        nint written;
        do written = write(1, line, line.Length);
        while (written < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return written;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, ReadOnlySpan<byte> buffer, nint count);
}
