using Multiprocessing;
using Multiprocessing.Testing;
using SharedStateSpecs.Conventions;

namespace SharedStateSpecs.Testing;

/// <summary>What a suite of one's own looks like: a program, its runs, and a snapshot of what its processes share.</summary>
public static class SuiteOfOnesOwnSpecs
{
    public abstract class ACache(StartMethod startMethod) : Specs
    {
        [Fact]
        public Task Workers_fill_caches_of_their_own() => Verify(new DotNetProgram(Prices.Quote).Run(startMethod).Transcript.Canonical);
    }

    [Start(StartMethod.Spawn)]
    public sealed class ACacheUnderSpawn() : ACache(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public sealed class ACacheUnderFork() : ACache(StartMethod.Fork);

    private static class Prices
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
            Print.Line($"in look({fruit}): {fruit} {isCached}, cache {Identity.Of(Cache)}");
        }
    }
}
