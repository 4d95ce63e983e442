using System.Diagnostics;
using System.Runtime.InteropServices;
using Multiprocessing;
using Multiprocessing.Pickling;
using Multiprocessing.Sharing;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// Long arrays among the arguments of tasks cross in shared memory. Nothing but the way changes: each task has a copy
/// of its own.
/// </summary>
public static class SharedArgumentSpecs
{
    private const int Length = 1_000;

    private static readonly SharedRun<Seen> Program = new(Run);

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        private Seen Seen => Program.Under(start);

        [Fact]
        public void A_write_of_a_task_is_seen_by_no_other_and_not_by_main() =>
            (Seen.FirstInTasks, Seen.FirstInMain).Should().Be(("7 7 7 7", 7));

        [Fact]
        public void What_changes_between_two_tasks_is_sent_anew() => Seen.Changing.Should().Be("0 1 2 3");

        [Fact]
        public void Arrays_of_every_kind_of_number_arrive_whole() => Seen.Kinds.Should().Be("True True True True True");

        [Fact]
        public void A_task_that_takes_memory_has_a_private_mapping_of_the_array() =>
            Seen.InMemory.Should().Be("3 True 1000, 3 False 1000, 3 False 1000");

        [Fact]
        public void Two_references_to_an_array_stay_one_array() => Seen.IsOneArray.Should().BeTrue();

        [Fact]
        public void The_array_is_in_shared_memory_while_its_task_runs_and_nowhere_afterwards() =>
            (Seen.SegmentsDuring, Seen.SegmentsAfter).Should().Be((1, 0));

        [Fact]
        public void A_task_that_is_run_again_is_given_the_array_again() => Seen.Retried.Should().Be(Length);

        [Fact]
        public void Without_a_threshold_nothing_is_in_shared_memory() => Seen.SegmentsWithout.Should().Be(0);
    }

    [Start(StartMethod.Spawn)]
    [Linux("It counts the files that its main program has open.")]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    [Fact]
    public static void A_threshold_that_is_not_positive_is_refused() =>
        FluentActions
            .Invoking(() => new ProcessPool(new ProcessPoolOptions { SharedArgumentThreshold = 0 }))
            .Should()
            .Throw<ArgumentOutOfRangeException>();

    [Fact]
    public static void A_message_with_an_array_that_was_in_another_has_only_its_name()
    {
        var blocks = new SharedBlocks(threshold: Length);
        var pickler = new Pickler(PickleTypes.Application);
        var bytes = new byte[100 * Length];

        Size(bytes).Should().BeGreaterThan(100 * Length);
        Size(bytes).Should().BeLessThan(300);
        bytes[0] = 1;
        Size(bytes).Should().BeGreaterThan(100 * Length, "it is another array now");
        Size(new byte[Length - 1]).Should().BeLessThan(2 * Length);
        blocks.Close();

        int Size(byte[] value)
        {
            blocks.Begin(pickler);
            var size = pickler.Dump(value).Length;
            blocks.Release(blocks.End(pickler));
            return size;
        }
    }

    private static Seen Run(StartMethod start)
    {
        var options = new ProcessPoolOptions
        {
            Workers = 2,
            StartMethod = start,
            SharedArgumentThreshold = Length,
            RetryLost = 1,
        };
        using var pool = new ProcessPool(options);
        var bytes = new byte[Length];
        bytes[0] = 7;
        var first = pool.Map(ReadAndWrite, Enumerable.Repeat(bytes, 4).ToArray(), chunkSize: 1);
        return new()
        {
            FirstInTasks = string.Join(' ', first),
            FirstInMain = bytes[0],
            Changing = string.Join(' ', pool.MapLazily(ReadAndWrite, Changed(bytes), chunkSize: 1)),
            Kinds = string.Join(' ', Kinds(pool)),
            IsOneArray = pool.StarMap(AreOne, [(bytes, (object)bytes), (bytes, bytes)], chunkSize: 1)[1],
            InMemory = string.Join(", ", pool.Map(WriteMemory, Enumerable.Repeat<Memory<byte>>(bytes, 3).ToArray(), 1)),
            SegmentsDuring = pool.StarMap(
                SegmentsOf,
                [(Environment.ProcessId, bytes), (Environment.ProcessId, bytes)],
                chunkSize: 1
            )[1],
            SegmentsAfter = SegmentsOf(Environment.ProcessId, bytes),
            Retried = pool.Map(DieOnce, [("", bytes), ($"died-{Environment.ProcessId}", bytes)], chunkSize: 1)[1],
            SegmentsWithout = SegmentsWithout(options with { SharedArgumentThreshold = null, Workers = 1 }),
        };
    }

    private static byte ReadAndWrite(byte[] bytes) => bytes[0]++;

    private static string WriteMemory(Memory<byte> memory)
    {
        var before = memory.Span[0]++;
        GC.Collect();
        return $"{before} {MemoryMarshal.TryGetArray<byte>(memory, out _)} {memory.Length}";
    }

    private static IEnumerable<byte[]> Changed(byte[] bytes)
    {
        for (byte i = 0; i < 4; i++)
        {
            bytes[0] = i;
            yield return bytes;
        }
    }

    private static IEnumerable<bool> Kinds(ProcessPool pool)
    {
        var numbers = Enumerable.Range(0, Length).ToArray();
        yield return Second(pool, numbers).AsSpan().SequenceEqual(numbers);
        var doubles = Array.ConvertAll(numbers, number => number / 3.0);
        yield return Second(pool, doubles).AsSpan().SequenceEqual(doubles);
        var text = Array.ConvertAll(numbers, number => (char)number);
        yield return Second(pool, text).AsSpan().SequenceEqual(text);
        var days = Array.ConvertAll(numbers, number => (DayOfWeek)(number % 7));
        yield return Second(pool, days).AsSpan().SequenceEqual(days);
        yield return Second(pool, (ReadOnlyMemory<double>)doubles).Span.SequenceEqual(doubles);
    }

    // What a task returns that was given an array which another had been given before.
    private static T Second<T>(ProcessPool pool, T value) => pool.Map(Echo, [value, value], chunkSize: 1)[1];

    private static T Echo<T>(T value) => value;

    private static bool AreOne(byte[] bytes, object other) => ReferenceEquals(bytes, other);

    private static int SegmentsOf(int process, byte[] bytes) =>
        Directory
            .GetFiles($"/proc/{process}/fd")
            .Count(file => new FileInfo(file).LinkTarget?.StartsWith("/dev/shm/mps_", StringComparison.Ordinal) == true)
        + bytes[1];

    private static int DieOnce((string Mark, byte[] Bytes) given)
    {
        var mark = Path.Combine(Path.GetTempPath(), given.Mark);
        if (given.Mark == "" || File.Exists(mark))
        {
            if (given.Mark != "")
                File.Delete(mark);
            return given.Bytes.Length;
        }

        File.WriteAllText(mark, "");
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    private static int SegmentsWithout(ProcessPoolOptions options)
    {
        using var pool = new ProcessPool(options);
        return pool.StarMap(SegmentsOf, [(Environment.ProcessId, new byte[2 * Length])])[0];
    }

    private sealed class Seen
    {
        public string FirstInTasks { get; init; } = "";
        public int FirstInMain { get; init; }
        public string Changing { get; init; } = "";
        public string Kinds { get; init; } = "";
        public string InMemory { get; init; } = "";
        public bool IsOneArray { get; init; }
        public int SegmentsDuring { get; init; }
        public int SegmentsAfter { get; init; }
        public int Retried { get; init; }
        public int SegmentsWithout { get; init; }
    }
}
