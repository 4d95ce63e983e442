using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Globals;

/// <summary>Lambdas as tasks.</summary>
internal static class Lambdas
{
    public static void Main(StartMethod startMethod)
    {
        var increment = 1;
        using var pool = new ProcessPool(1, startMethod);
        PrintResults(pool, "captures nothing", i => i + 1);
        PrintResults(pool, "captures a variable", i => i + increment);
    }

    private static void PrintResults(ProcessPool pool, string what, Func<int, int> function)
    {
        try
        {
            Print.Line($"{what}: {ListText.Of(pool.Map(function, [1, 2]))}");
        }
        catch (ArgumentException e)
        {
            var named = e.Message.Contains("increment", StringComparison.Ordinal) ? ", which names increment" : "";
            Print.Line($"{what}: refused{named}");
        }
    }
}
