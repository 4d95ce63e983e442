using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// A pool does not keep the memory of a large message, and a lazy one not that of what was taken from it.
/// </summary>
public static class PoolMemorySpecs
{
    private const int Large = 64 << 20;

    [Fact]
    public static void A_worker_releases_the_memory_of_a_large_argument_and_a_large_result()
    {
        using var pool = new ProcessPool(1, StartMethod.Spawn);

        pool.Apply(Length, new byte[Large]).Should().Be(Large);
        pool.Apply(Bytes, Large).Should().HaveCount(Large);

        pool.Apply(Memory).Should().BeLessThan(Large / 2, "no buffer is as large as the last message");
    }

    /// <summary>In a process of its own: other specs use memory at the same time.</summary>
    [Fact, Soak, Start(StartMethod.Spawn)]
    public static void Memory_does_not_grow_with_the_source()
    {
        using var main = ChildProcess.Start(Growth, SoakAttribute.Times(100_000));

        main.Result.Should().BeLessThan(1 << 20, "all results together have fifty bytes each");
    }

    private static int Length(byte[] bytes) => bytes.Length;

    private static byte[] Bytes(int length) => new byte[length];

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    // By how many bytes the memory in use grows in the last three quarters of an enumeration.
    private static long Growth(int items)
    {
        using var pool = new ProcessPool(2, StartMethod.Spawn);
        long count = 0,
            early = 0;
        foreach (
            var _ in pool.MapLazily(static (int x) => new byte[x % 100], Enumerable.Range(0, items), chunkSize: 10)
        )
        {
            if (++count == items / 4)
                early = GC.GetTotalMemory(forceFullCollection: true);
        }

        return GC.GetTotalMemory(forceFullCollection: true) - early;
    }
}
