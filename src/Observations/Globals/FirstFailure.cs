using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>
/// Two tasks fail; the one with the lower index fails later, because it waits until the other worker runs its next
/// task.
/// </summary>
internal static class FirstFailure
{
    private const string NextTask = "fail(2) runs";

    public static void Main(StartMethod startMethod)
    {
        using var pool = new ProcessPool(2, startMethod);
        try
        {
            pool.Map(Fail, [0, 1, 2], chunkSize: 1);
        }
        catch (InvalidOperationException e)
        {
            Print.Line($"***ValueError: {e.Message}***");
        }
    }

    private static void Fail(int i)
    {
        if (i == 2)
        {
            Print.Line("in fail(2): opens");
            Gate.Open(NextTask);
            return;
        }

        if (i == 0)
            Gate.Wait(NextTask);
        Print.Line($"in fail({i}): fails");
        throw new InvalidOperationException($"fail({i})");
    }
}
