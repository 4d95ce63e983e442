using System.Linq.Expressions;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// Many forks from a busy parent: it makes finalizable garbage and collects between them, since a quiet parent proves
/// little.
/// </summary>
[Soak]
[Start(StartMethod.Fork)]
public class ForkSoakSpecs
{
    // With SHAREDSTATE_SOAK=40 up to 2,000 children.
    private const int Children = 50;

    private static readonly Action[] Acts =
    [
        ForkedWorkSpecs.Collect,
        static () => ForkedWorkSpecs.CollectOn(threads: 1),
        static () => ForkedWorkSpecs.CollectOn(threads: 20),
        static () => Expression.Lambda<Func<int>>(Expression.Constant(1)).Compile()(),
        static () => ForkedWorkSpecs.Dereference(null),
        ForkedWorkSpecs.Greet,
        static () => Task.WhenAll(Task.Run(ForkedWorkSpecs.Collect), Task.Delay(1)).Wait(),
        static () =>
            Parallel.For(
                0,
                100,
                static _ =>
                    new byte[1_000]
                        .AsSpan()
                        .Clear()
            ),
        static () =>
        {
            using var timer = new Timer(static _ => GC.Collect(), null, 0, 1);
            Thread.Sleep(5);
        },
        static () => ChildProcess.Start(ForkedWorkSpecs.Collect, By(StartMethod.Fork)).Join(),
        static () => throw new InvalidOperationException("a failure on its way to the parent"),
    ];

    [Fact]
    public void Every_child_does_its_work_and_leaves_nothing()
    {
        var (failures, descriptors, zombies) = RunForkReady(Soak, Children);

        failures.Should().BeEmpty("no child hangs or crashes");
        (descriptors, zombies).Should().Be((0, 0), "each child was waited for, and its connection closed");
    }

    private static (string[] Failures, int Descriptors, int Zombies) Soak(int children)
    {
        var failures = new List<string>();
        int? before = null;
        foreach (var i in SoakAttribute.Tries(children))
        {
            // After one round of all acts the parent has opened whatever it keeps open.
            if (i == Acts.Length)
                before = OpenDescriptors();
            ForkedWorkSpecs.Garbage.Make(30);
            if (i % 4 == 0)
                GC.Collect(i % 3);
            Try(i, failures);
        }

        return ([.. failures], OpenDescriptors() - before ?? 0, RunningChildren());
    }

    private static void Try(int index, List<string> failures)
    {
        var act = index % Acts.Length;
        using var child = ChildProcess.Start(Acts[act], By(StartMethod.Fork));
        var throws = act == Acts.Length - 1;
        try
        {
            if (!child.Join(TimeSpan.FromSeconds(30)))
                failures.Add($"child {index} hangs in act {act}");
            else if (throws || child.ExitCode != 0)
                failures.Add($"child {index} ended with {child.ExitCode} in act {act}");
        }
        catch (InvalidOperationException) when (throws)
        {
            // Expected.
        }
    }
}
