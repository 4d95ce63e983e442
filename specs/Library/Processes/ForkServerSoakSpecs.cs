using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.ForkServerPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// Many forks by the server of a busy program, which makes finalizable garbage and collects on several threads.
/// </summary>
[Soak]
[Start(StartMethod.ForkServer)]
public class ForkServerSoakSpecs
{
    private const int Starters = 4;

    private static readonly Action[] Acts =
    [
        static () => { },
        ForkedWorkSpecs.Collect,
        static () => ForkedWorkSpecs.CollectOn(threads: 4),
        static () => ForkedWorkSpecs.Dereference(null),
        static () => Task.WhenAll(Task.Run(ForkedWorkSpecs.Collect), Task.Delay(1)).Wait(),
        static () => Thread.Sleep(Timeout.Infinite), // is killed
    ];

    [Fact]
    public void Every_child_does_its_work_and_leaves_nothing()
    {
        var seen = RunLong(SoakFor, SoakAttribute.Limit.TotalSeconds);

        seen.Failures.Should().BeEmpty("no child hangs or crashes");
        (seen.IsClosed, seen.IsSameServer).Should().Be((true, true), "the server lives, and keeps nothing of a child");
        seen.Children.Should().Be(1, "it is the only child of its program");
        seen.Forks.Should().BePositive();
        if (SoakAttribute.Limit > TimeSpan.FromSeconds(10))
            Console.WriteLine($"{seen.Forks} forks");
    }

    private static TResult RunLong<T, TResult>(Func<T, TResult> program, T argument)
    {
        using var main = ChildProcess.Start(
            program,
            argument,
            new() { Name = "main", StartMethod = StartMethod.Spawn }
        );
        return main.Result;
    }

    private static Seen SoakFor(double seconds)
    {
        foreach (var act in Acts)
            Try(0, Array.IndexOf(Acts, act), []);
        Thread.Sleep(100);
        var (server, descriptors) = (ServerId, OpenInServer());
        var end = DateTime.UtcNow.AddSeconds(seconds);
        var failures = new List<string>();
        var forks = 0;
        var makers = Run(2, () => MakeGarbage(end));
        var starters = Run(
            Starters,
            () =>
            {
                while (DateTime.UtcNow < end)
                {
                    var index = Interlocked.Increment(ref forks);
                    Try(index, index % Acts.Length, failures);
                }
            }
        );
        foreach (var thread in starters.Concat(makers))
            thread.Join();
        // The server closes what belongs to a child after it has reported the child's end.
        var isClosed = SpinWait.SpinUntil(() => OpenInServer() <= descriptors, Limits.Wait);
        return new([.. failures], forks, isClosed, RunningChildren(), ServerId == server);
    }

    private static int OpenInServer() =>
        Directory
            .GetFiles($"/proc/{ServerId}/fd")
            .Count(file => Path.GetExtension(new FileInfo(file).LinkTarget) != ".dll");

    private static void MakeGarbage(DateTime end)
    {
        for (var i = 0; DateTime.UtcNow < end; i++)
        {
            ForkedWorkSpecs.Garbage.Make(30);
            GC.Collect(i % 3);
            Thread.Sleep(1);
        }
    }

    private static List<Thread> Run(int threads, ThreadStart work)
    {
        var all = Enumerable.Range(0, threads).Select(_ => new Thread(work)).ToList();
        all.ForEach(thread => thread.Start());
        return all;
    }

    private static void Try(int index, int act, List<string> failures)
    {
        using var child = ChildProcess.Start(Acts[act], Served);
        var isKilled = act == Acts.Length - 1;
        if (isKilled)
            child.Kill();
        var expected = isKilled ? -9 : 0;
        if (child.Join(TimeSpan.FromSeconds(30)) && child.ExitCode == expected)
            return;

        lock (failures)
            failures.Add($"child {index} ended with {child.ExitCode} in act {act}");
    }

    private sealed record Seen(string[] Failures, int Forks, bool IsClosed, int Children, bool IsSameServer);
}
