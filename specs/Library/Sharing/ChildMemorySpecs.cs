using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>Shared memory in a program and its children: who sees what, and when it ends.</summary>
public static class ChildMemorySpecs
{
    private static readonly SharedRun<Seen> Program = new(Run);

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        private Seen Seen => Program.Under(start);

        [Fact]
        public void What_a_worker_writes_main_and_the_other_workers_see() =>
            (string.Join(' ', Seen.Written), Seen.Sum).Should().Be(("1 2 3", 6));

        [Fact]
        public void No_increment_of_several_workers_is_lost() => Seen.Count.Should().Be(4_000);

        [Fact]
        public void An_array_that_arrives_again_is_the_same_object() => Seen.IsOneObject.Should().BeTrue();

        [Fact]
        public void What_a_worker_returned_ends_with_the_processes_that_use_it() =>
            (Seen.Returned, Seen.ReturnedRemains).Should().Be((5, false));

        [Fact]
        public void What_a_killed_worker_left_is_removed() => Seen.KilledRemains.Should().BeFalse();

        [Fact]
        public void A_segment_is_not_removed_while_a_child_uses_it() =>
            (Seen.RemainsWhileUsed, Seen.RemainsAfterUse).Should().Be((true, false));

        [Fact]
        public void Nothing_is_left_when_the_program_has_ended() =>
            SharedMemorySpecs.IsThere(Seen.Undisposed).Should().BeFalse();
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer() : UnderAnyStartMethod(StartMethod.ForkServer);

    private static Seen Run(StartMethod start)
    {
        var seen = new Seen { Undisposed = SharedArray.Create<int>(3).Name };
        var pool = new ProcessPool(2, start);
        using (var array = SharedArray.Create<int>(3))
        {
            pool.StarMap(Write, [(array, 0), (array, 1), (array, 2)]);
            seen.Written = array.Span.ToArray();
            seen.Sum = pool.Apply(Sum, array);
            seen.IsOneObject = pool.StarMap(IsOneObject, [(array, array)]).Single();
        }

        using (var count = SharedValue.Create(0L))
        {
            pool.Map(CountTo1000, Enumerable.Repeat(count, 4), chunkSize: 1);
            seen.Count = count.Value;
        }

        string returnedName;
        using (var returned = pool.Apply(Make, 5))
        {
            seen.Returned = returned[0];
            returnedName = returned.Name;
        }

        seen.KilledRemains = RemainsOfKilled(pool);
        pool.Dispose();
        seen.ReturnedRemains = SharedMemorySpecs.IsThere(returnedName);
        (seen.RemainsWhileUsed, seen.RemainsAfterUse) = RemainsOfUsed(start);
        return seen;
    }

    private static void Write(SharedArray<int> array, int index) => array[index] = index + 1;

    private static int Sum(SharedArray<int> array)
    {
        var sum = 0;
        foreach (var element in array)
            sum += element;
        return sum;
    }

    private static bool IsOneObject(SharedArray<int> one, SharedArray<int> other) => ReferenceEquals(one, other);

    private static void CountTo1000(SharedValue<long> count)
    {
        for (var i = 0; i < 1_000; i++)
            count.Increment();
    }

    private static SharedArray<int> Make(int element) => SharedArray.CopyOf<int>([element]);

    private static bool RemainsOfKilled(ProcessPool pool)
    {
        var name = $"mps_killed_{Environment.ProcessId}";
        try
        {
            pool.Apply(MakeAndDie, name);
        }
        catch (WorkerLostException)
        {
            // As it should.
        }

        return SharedMemorySpecs.IsThere(name);
    }

    private static int MakeAndDie(string name)
    {
        GC.KeepAlive(SharedMemory.Create(10, name));
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    private static (bool WhileUsed, bool After) RemainsOfUsed(StartMethod start)
    {
        using var step = SharedValue.Create(0);
        var array = SharedArray.CopyOf<int>([7]);
        using var child = ChildProcess.Start(Hold, array, step, By(start));
        SpinWait.SpinUntil(() => step.Value == 1, Limits.Wait);

        array.Dispose();
        step.Value = 2;

        var whileUsed = child.Result;
        child.Join();
        return (whileUsed, SharedMemorySpecs.IsThere(array.Name));
    }

    private static bool Hold(SharedArray<int> array, SharedValue<int> step)
    {
        step.Value = 1;
        SpinWait.SpinUntil(() => step.Value == 2, Limits.Wait);
        return array[0] == 7 && SharedMemorySpecs.IsThere(array.Name);
    }

    private sealed class Seen
    {
        public int[] Written { get; set; } = [];
        public int Sum { get; set; }
        public long Count { get; set; }
        public bool IsOneObject { get; set; }
        public int Returned { get; set; }
        public bool ReturnedRemains { get; set; }
        public bool KilledRemains { get; set; }
        public bool RemainsWhileUsed { get; set; }
        public bool RemainsAfterUse { get; set; }
        public string Undisposed { get; set; } = "";
    }
}
