using Multiprocessing;

namespace SharedStateSpecs.Library.Pools;

/// <summary>A pool does not keep the memory of a large message.</summary>
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

    private static int Length(byte[] bytes) => bytes.Length;

    private static byte[] Bytes(int length) => new byte[length];

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);
}
