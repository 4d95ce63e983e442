using System.Runtime.InteropServices;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Globals;

/// <summary>
/// A forked child reads main's array of 200 MB, then writes to a tenth of it, and prints how much private memory that
/// took.
/// </summary>
internal static class CopyOnWrite
{
    private static int[] data = [];

    public static void Main(StartMethod startMethod)
    {
        data = GC.AllocateUninitializedArray<int>(50_000_000, pinned: true);
        for (var i = 0; i < data.Length; i++)
            data[i] = i;
        Print.Line($"address = {AddressOf(data)}");
        using (var child = ChildProcess.Start(Touch, new ChildProcessOptions { StartMethod = startMethod }))
            child.Join();
        Print.Line($"first = {data[0]}");
    }

    private static void Touch()
    {
        Print.Line($"in touch: address = {AddressOf(data)}");
        var before = PrivateMemory.Bytes();
        _ = data.Max();
        var afterRead = PrivateMemory.Bytes();
        data.AsSpan(0, data.Length / 10).Fill(-1);
        var afterWrite = PrivateMemory.Bytes();
        Print.Line($"in touch: read = {afterRead - before}, write = {afterWrite - afterRead}");
    }

    private static string AddressOf(int[] array) => $"0x{Marshal.UnsafeAddrOfPinnedArrayElement(array, 0):x}";
}
