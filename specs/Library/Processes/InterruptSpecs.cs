using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// What Ctrl-C does: SIGINT, sent to a program and all of its processes at once. Each program here begins a session of
/// its own, so that its process group is its own.
/// </summary>
public static class InterruptSpecs
{
    private const int Interrupted = -Libc.SigInt;

    private static readonly SharedRun<Seen> Program = new(Continue);
    private static readonly TimeSpan Limit = Limits.Wait;

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        private Seen Seen => Program.Under(start);

        [Fact]
        public void A_program_that_handles_it_keeps_its_pool() =>
            Seen.Should().Match<Seen>(it => it.SameWorkers && it.Sum == 10);

        [Fact]
        public void A_program_that_handles_it_keeps_its_manager() => Seen.List.Should().Be("[1, 2]");

        [Fact]
        public void A_child_process_ends_by_it() =>
            Seen.Child.Should().Be(Interrupted, "the signal reaches every process that does not disregard it");

        [Fact]
        public void What_a_worker_starts_ends_by_it() =>
            Seen.Should().Match<Seen>(it => it.ChildOfWorker == Interrupted && it.ProgramOfWorker == 128 + 2);

        [Fact]
        public void A_program_that_does_not_handle_it_ends_with_all_of_its_children()
        {
            using var main = ChildProcess.Start(
                StartAndInterrupt,
                start,
                new()
                {
                    StartMethod = StartMethod.Spawn,
                    ForkReady = start == StartMethod.Fork,
                    RedirectOutput = true,
                }
            );
            using var output = new StreamReader(main.StandardOutput);
            var children = output
                .ReadLine()!
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
                .ToList();

            main.Join(Limit).Should().BeTrue();

            main.ExitCode.Should().Be(Interrupted);
            children.Should().HaveCount(4, "it had two workers, a manager and a child");
            SpinWait.SpinUntil(() => !children.Exists(Exists), Limit).Should().BeTrue("all of them have ended");
        }
    }

    [Start(StartMethod.Spawn)]
    [Linux("it begins a session and reads /proc.")]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_worker_that_is_starting_survives_it() =>
            Run(StartMethod.Spawn, InterruptStart).Should().Be((true, Interrupted));
    }

    [Start(StartMethod.Fork)]
    [Linux("it begins a session and reads /proc.")]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    [Start(StartMethod.ForkServer)]
    [Linux("it begins a session and reads /proc.")]
    public class UnderForkServer() : UnderAnyStartMethod(StartMethod.ForkServer);

    public sealed record Seen(
        bool SameWorkers,
        int Sum,
        string List,
        int? Child,
        int? ChildOfWorker,
        int ProgramOfWorker
    );

    private static Seen Continue(StartMethod start)
    {
        _ = BeginSession();
        using var manager = Manager.Start(start);
        using var list = manager.List([1]);
        using var pool = new ProcessPool(2, start);
        using var child = ChildProcess.Start(Sleep, By(start));
        using var handled = new ManualResetEventSlim();
        var workers = pool.WorkerIds;
        var childOfWorker = pool.Apply(InterruptChild, start);
        using var handler = PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            context =>
            {
                context.Cancel = true;
                handled.Set();
            }
        );
        var sum = pool.Apply(InterruptGroup, 4);
        handled.Wait(Limit);
        child.Join(Limit);
        list.Add(2);
        return new(
            workers.SequenceEqual(pool.WorkerIds),
            sum + pool.Map(static (int x) => x, [1, 2, 3], chunkSize: 1).Sum(),
            $"{list}",
            child.ExitCode,
            childOfWorker,
            pool.Apply(InterruptProgram)
        );
    }

    private static (bool SameWorkers, int? Child) InterruptStart(StartMethod start)
    {
        _ = BeginSession();
        using var handler = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var child = ChildProcess.Start(Sleep, By(start));
        using var pool = new ProcessPool(2, start);
        var workers = pool.WorkerIds;
        _ = Libc.Kill(0, Libc.SigInt);
        child.Join(Limit);
        pool.Map(static (int x) => x, [1, 2], chunkSize: 1);
        return (workers.SequenceEqual(pool.WorkerIds), child.ExitCode);
    }

    private static void StartAndInterrupt(StartMethod start)
    {
        _ = BeginSession();
        using var manager = Manager.Start(start);
        using var pool = new ProcessPool(2, start);
        using var child = ChildProcess.Start(Sleep, By(start));
        pool.Map(static (int x) => x, [1, 2], chunkSize: 1);
        int[] all = [manager.ProcessId, .. pool.WorkerIds, child.Id];
        Console.WriteLine(string.Join(' ', all));
        _ = Libc.Kill(0, Libc.SigInt);
        Sleep();
    }

    private static int InterruptGroup(int result)
    {
        _ = Libc.Kill(0, Libc.SigInt);
        return result;
    }

    private static int? InterruptChild(StartMethod start)
    {
        using var child = ChildProcess.Start(InterruptItself, By(start));
        child.Join();
        return child.ExitCode;
    }

    private static void InterruptItself()
    {
        _ = Libc.Kill(Libc.GetProcessId(), Libc.SigInt);
        Sleep();
    }

    private static int InterruptProgram()
    {
        using var shell = Process.Start("sh", ["-c", "kill -INT $$; exit 5"]);
        shell.WaitForExit();
        return shell.ExitCode;
    }

    private static void Sleep() => Thread.Sleep(Timeout.Infinite);

    private static bool Exists(int pid) =>
        File.Exists($"/proc/{pid}/stat")
        && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private delegate int SystemCall();

    private static int BeginSession() =>
        Marshal.GetDelegateForFunctionPointer<SystemCall>(
            NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "setsid")
        )();
}
