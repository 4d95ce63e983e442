using Multiprocessing;
using Multiprocessing.Testing;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>
/// An example of a test suite of one's own: a program, its runs, and what its processes share. It needs xunit and
/// Multiprocessing.Testing, and nothing from this suite.
/// </summary>
public class PricesSpecs
{
    [Fact, Trait("Start", "Spawn")]
    public void Spawned_workers_have_empty_caches_of_their_own() =>
        Assert.Equal(
            """
            main | cache #1 has 1 price
            worker-1 | in look(apple): apple was not there, cache #2
            worker-2 | in look(pear): pear was not there, cache #3
            main | cache #1 has 1 price
            """,
            new DotNetProgram(Prices.Quote).Run(StartMethod.Spawn).Transcript.Canonical
        );

    [ForkFact, Trait("Start", "Fork")]
    public void Forked_workers_have_caches_of_their_own_with_mains_content() =>
        Assert.Equal(
            """
            main | cache #1 has 1 price
            worker-1 | in look(apple): apple was there, cache #1
            worker-2 | in look(pear): pear was not there, cache #1
            main | cache #1 has 1 price
            """,
            new DotNetProgram(Prices.Quote).Run(StartMethod.Fork).Transcript.Canonical
        );
}

/// <summary>A fact that is skipped where processes cannot be forked.</summary>
public sealed class ForkFactAttribute : FactAttribute
{
    public ForkFactAttribute() => Skip = StartMethods.UnsupportedReason(StartMethod.Fork);
}

internal static class Prices
{
    private static readonly Dictionary<string, int> Cache = [];

    public static void Quote(StartMethod startMethod)
    {
        Cache["apple"] = 3;
        Print.Line($"cache {Identity.Of(Cache)} has {Cache.Count} price");

        using (var pool = new ProcessPool(2, startMethod))
            pool.Map(Look, ["apple", "pear"], chunkSize: 1);

        Print.Line($"cache {Identity.Of(Cache)} has {Cache.Count} price");
    }

    private static void Look(string fruit)
    {
        Rendezvous.Meet("a worker for each fruit", 2);
        var isCached = Cache.TryAdd(fruit, 5) ? "was not there" : "was there";
        Print.Task($"look({fruit})", $"{fruit} {isCached}, cache {Identity.Of(Cache)}");
    }
}
