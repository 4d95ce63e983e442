using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Globals;

/// <summary>Tasks fail in a pool of one worker, which stays usable.</summary>
internal static class Failures
{
    private static readonly List<int> Data = [0, 1, 2];

    public static void Main(StartMethod startMethod)
    {
        using var pool = new ProcessPool(1, startMethod);

        Print.Line("***an index beyond the end***");
        try
        {
            pool.Map(Read, [3]);
        }
        catch (ArgumentOutOfRangeException e)
        {
            Print.Line("***IndexError: list index out of range***");
            var named = e.InnerException?.ToString().Contains(nameof(Read), StringComparison.Ordinal) == true;
            Print.Line($"its cause names read: {named}");
        }

        Print.Line("***an exception of the program, in chunks of three***");
        try
        {
            pool.Map(Refuse, [0, 1, 2, 3, 4, 5], chunkSize: 3);
        }
        catch (RefusalException e)
        {
            Print.Line($"***Refusal: {e.Message}, code {e.Code}***");
        }

        Print.Line("***the pool goes on***");
        Print.Line(ListText.Of(pool.Map(Read, [0, 1, 2])));
    }

    private static int Read(int i)
    {
        Print.Line($"in read({i}): {(i < Data.Count ? Data[i] : "beyond the end")}");
        return Data[i];
    }

    private static void Refuse(int i)
    {
        Print.Line($"in refuse({i}): {(i == 1 ? "refuses" : "agrees")}");
        if (i == 1)
            throw new RefusalException(i);
    }

    private sealed class RefusalException(int code) : Exception($"{code} is refused")
    {
        public int Code { get; } = code;
    }
}
