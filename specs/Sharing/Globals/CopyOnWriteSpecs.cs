using System.Globalization;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Globals;

/// <summary>
/// Post §1, L182: "the same object" under fork. It has the same address, in memory that is shared until a process
/// writes to it.
/// </summary>
public static class CopyOnWriteSpecs
{
    private const long Megabyte = 1_000_000;

    [Start(StartMethod.Fork), Linux("It reads /proc/self/smaps_rollup.")]
    public class UnderFork : ProgramSpecs
    {
        /// <summary>S1.32: In every forked worker a global has the identity that it has in main.</summary>
        [Fact, Observation("S1.32")]
        public void An_object_of_main_has_its_address_in_the_child() =>
            Run(Experiments.CopyOnWrite).Lines.Values("address").Distinct().Should().ContainSingle();

        /// <summary>
        /// S1.33: Yet no append of a forked worker reaches main or another worker: an equal identity is not sharing.
        /// </summary>
        [Fact, Observation("S1.33")]
        public void What_the_child_writes_stays_in_the_child() =>
            Run(Experiments.CopyOnWrite).Lines.ByMain().Values("first").Should().Equal("0");
    }

    [CPython]
    public sealed class UnderForkOnCPython : UnderFork
    {
        /// <summary>
        /// S1.39: In .NET a forked child that reads main's data copies nothing, only what it writes; in CPython a read
        /// copies too, because it changes reference counts.
        /// </summary>
        [Fact, Observation("S1.39")]
        public void Reading_two_million_numbers_copies_them() =>
            Bytes(Run(Experiments.CopyOnWrite), "read")
                .Should()
                .BeGreaterThan(50 * Megabyte, "each read changes a reference count");
    }

    [Start(StartMethod.Fork), Linux("It reads /proc/self/smaps_rollup.")]
    public sealed class OnDotNetUnderFork : ProgramSpecs
    {
        /// <summary>
        /// S1.39: In .NET a forked child that reads main's data copies nothing, only what it writes; in CPython a read
        /// copies too, because it changes reference counts.
        /// </summary>
        [Fact, Observation("S1.39")]
        public void Reading_an_array_of_200_MB_copies_nothing() =>
            Bytes(Run(Experiments.CopyOnWrite), "read").Should().BeLessThan(5 * Megabyte);

        /// <summary>
        /// S1.39: In .NET a forked child that reads main's data copies nothing, only what it writes; in CPython a read
        /// copies too, because it changes reference counts.
        /// </summary>
        [Fact, Observation("S1.39")]
        public void Writing_to_a_tenth_of_it_copies_that_tenth() =>
            Bytes(Run(Experiments.CopyOnWrite), "write").Should().BeInRange(19 * Megabyte, 25 * Megabyte);
    }

    private static long Bytes(Transcript transcript, string name) =>
        long.Parse(transcript.Lines.In("touch").Values(name).Single(), CultureInfo.InvariantCulture);
}
