using Multiprocessing;
using Multiprocessing.Platform;
using Multiprocessing.Processes;
using Multiprocessing.Processes.Forking;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// The controls of the fork contract: each removes one of its conditions, in a process of its own, and sees the failure
/// return. A control that stops failing shows that the runtime has changed and the condition may be unnecessary.
/// </summary>
[Start(StartMethod.Fork)]
public class ForkControlSpecs
{
    private const string StackLimit = "RLIMIT_STACK";

    // The first child that dies ends the tries.
    private const int Children = 40,
        ChildrenUntilOneDies = 400;

    // On a busy machine the finalizer has seldom begun to work when the fork happens.
    private const int Tries = 1_000;

    // A child that must live gets enough time; a child that is expected to hang need not be waited for that long.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10),
        Hang = TimeSpan.FromSeconds(2);

    [Fact]
    public void With_all_conditions_every_child_lives() => HowAChildDies(threads: 1, without: null).Should().BeNull();

    [Fact]
    public void Without_large_dead_stacks_a_child_dies_that_collects_while_it_starts_a_thread() =>
        HowAChildDies(threads: 1, without: StackLimit).Should().NotBeNull();

    [Fact]
    public void Without_a_large_cache_of_stacks_a_child_dies_that_ended_many_threads() =>
        HowAChildDies(threads: 50, without: ForkSafeEnvironment.Tunables).Should().NotBeNull();

    [Fact]
    public void With_shared_code_heaps_parent_and_child_overwrite_each_others_code() =>
        HowAChildDies(threads: 1, without: "DOTNET_EnableWriteXorExecute").Should().NotBeNull();

    [Fact]
    public void Forked_while_the_finalizer_works_a_child_dies_at_its_first_collection() =>
        RunForkReady(static () => Enumerable.Range(0, Tries).Any(_ => DiesWithoutWaiting())).Should().BeTrue();

    private static string? HowAChildDies(int threads, string? without)
    {
        var variables = ForkSafeEnvironment
            .Variables([])
            .ToDictionary(
                variable => variable.Key,
                variable => variable.Key == without ? null : variable.Value // removed, where the host has it
            );
        var options = new ChildProcessOptions { EnvironmentVariables = variables };
        var (children, limit) = without is null ? (Children, Long) : (ChildrenUntilOneDies, Hang);
        ChildProcess<string?>? main = null;
        if (without == StackLimit)
        {
            main = ChildProcess.Start(HowOneDies, threads, (children, limit), options);
        }
        else
        {
            ForkSafeEnvironment.WithLargeStacks(() =>
                (main = ChildProcess.Start(HowOneDies, threads, (children, limit), options)).Id
            );
        }

        using (main!)
        {
            try
            {
                return main!.Result;
            }
            catch (WorkerLostException lost)
            {
                return $"The parent of the children died with them: {lost.Message}";
            }
        }
    }

    private static string? HowOneDies(int threads, (int Children, TimeSpan Limit) of)
    {
        ForkSafeStartup.Begin(ForkSafeEnvironment.StackLimitNow);
        for (var i = 0; i < of.Children; i++)
        {
            using var child = ChildProcess.Start(ForkedWorkSpecs.CollectOn, threads, By(StartMethod.Fork));
            if (!child.Join(of.Limit))
                return $"Child {i} hangs.";
            if (child.ExitCode is not 0 and var code)
                return $"Child {i} ended with {code}.";
        }

        return null;
    }

    private static bool DiesWithoutWaiting()
    {
        ForkedWorkSpecs.Garbage.Make(1_000);
        GC.Collect();
        var pid = Libc.Fork();
        if (pid == 0)
        {
            ForkedWorkSpecs.Collect();
            Libc.Exit(0);
        }

        using var child = new UnixProcessHandle(pid);
        var code = child.Wait(Deadline.After(Hang));
        child.Kill();
        return code != 0;
    }
}
