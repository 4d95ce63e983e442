using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Arguments;

/// <summary>
/// Two workers hold 20 MB each that main sent them, at the same time, and print how much private memory that took.
/// </summary>
internal static class ArgumentMemory
{
    private const int Workers = 2;

    private static long before;

    public static void Main(StartMethod startMethod)
    {
        var data = new byte[20_000_000];
        using var pool = new ProcessPool(Workers, startMethod);
        pool.Map(Rest, [1, 2], chunkSize: 1);
        pool.StarMap(Hold, [(data, 1), (data, 2)], chunkSize: 1);
    }

    private static void Rest(int i)
    {
        Rendezvous.Meet("rest", Workers);
        before = PrivateMemory.Bytes();
    }

    private static void Hold(byte[] data, int i)
    {
        Rendezvous.Meet("hold", Workers);
        Print.Line($"in hold(data, {i}): length = {data.Length}, memory = {PrivateMemory.Bytes() - before}");
    }
}
