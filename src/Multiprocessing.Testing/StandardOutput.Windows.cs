using System.Runtime.InteropServices;

namespace Multiprocessing.Testing;

internal static partial class StandardOutput
{
    private const int StandardOutputHandle = -11;

    private static nint WriteWindows(ReadOnlySpan<byte> line) =>
        WriteFile(GetStdHandle(StandardOutputHandle), line, line.Length, out var written, 0) ? written : -1;

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint GetStdHandle(int handle);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WriteFile(
        nint file,
        ReadOnlySpan<byte> buffer,
        int count,
        out int written,
        nint overlapped
    );
}
