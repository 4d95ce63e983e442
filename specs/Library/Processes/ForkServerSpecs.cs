using Multiprocessing;
using Multiprocessing.Processes.Forking;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.ForkServerPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// The fork server: what its children have, what becomes of them and of it, and who can use it. Most programs here are
/// children of the test host's own server and start a server themselves.
/// </summary>
[Start(StartMethod.ForkServer)]
public static class ForkServerSpecs
{
    [Fact]
    public static void A_killed_server_takes_its_children_along_and_is_replaced_at_the_next_start() =>
        Run(StartMethod.ForkServer, static _ => Replace())
            .Should()
            .Be(new Replacement(ExitCode: -9, IsGone: true, Answer: 42, IsAnother: true, Children: 1));

    [Fact]
    public static void A_killed_program_leaves_neither_server_nor_child()
    {
        using var main = ChildProcess.Start(
            PrintAndWait,
            new() { StartMethod = StartMethod.Spawn, RedirectOutput = true }
        );
        using var output = new StreamReader(main.StandardOutput);
        var started = Array.ConvertAll(output.ReadLine()!.Split(' '), int.Parse);
        started.Should().OnlyContain(id => IsRunning(id));
        main.Kill();

        SpinWait
            .SpinUntil(() => started.All(id => !IsRunning(id)), Limits.Wait)
            .Should()
            .BeTrue("the kernel kills the server with the program, and the children with the server");
    }

    [Fact]
    public static void A_program_with_threads_and_sockets_starts_children_from_all_its_threads()
    {
        var (results, children) = Run(StartMethod.ForkServer, static _ => StartAtOnce());

        results.Should().Equal(Enumerable.Range(0, 40).Select(i => 2 * i));
        children.Should().Be(1, "all of them use one server");
    }

    [Fact]
    public static void A_child_holds_nothing_of_its_siblings_and_of_the_server()
    {
        var (first, fifth) = Run(StartMethod.ForkServer, static _ => OpenInChildren());

        fifth.Should().Equal(first, "it has no pipe, process or socket of another child");
        first.Should().ContainSingle(kind => kind == "socket", "it has its own connection, and not the server's");
    }

    [Fact]
    public static void A_child_has_the_environment_and_directory_that_its_program_has_now() =>
        Run(StartMethod.ForkServer, static _ => Surroundings()).Should().Be(("set after the server's start", "/"));

    [Fact]
    public static void A_program_whose_directory_was_deleted_starts_children() =>
        Run(StartMethod.ForkServer, static _ => StartInDeletedDirectory()).Should().Be(42);

    [Fact]
    public static void The_server_runs_no_initialiser_of_the_module() =>
        Run(StartMethod.ForkServer, static _ => ChildProcess.Start(InitialisedModule.IsInitialisedHere, Served).Result)
            .Should()
            .BeTrue("a child would otherwise have what the server initialised");

    [Fact]
    public static void A_child_is_kept_able_to_fork_only_if_that_is_asked_for()
    {
        using var plain = ChildProcess.Start(static () => ForkGuard.IsForkReady, Served);
        using var ready = ChildProcess.Start(static () => ForkGuard.IsForkReady, Served with { ForkReady = true });

        (plain.Result, ready.Result).Should().Be((false, true), "only the first can use what needs a thread");
    }

    [Fact]
    public static void An_ended_child_is_no_longer_signalled()
    {
        using var child = ChildProcess.Start(static () => { }, Served);
        child.Join();
        child.Kill();
        child.Terminate();

        child.ExitCode.Should().Be(0);
    }

    [Fact]
    public static void A_worker_that_is_killed_is_replaced()
    {
        using var pool = new ProcessPool(1, StartMethod.ForkServer);
        var before = pool.WorkerIds.Single();

        pool.Invoking(one => one.Apply(Crash))
            .Should()
            .Throw<WorkerLostException>()
            .Which.ExitCode.Should()
            .Be(-6, "the server reports the signal");
        pool.Apply(static () => Environment.ProcessId).Should().NotBe(before);
    }

    [Fact]
    public static void The_output_of_a_child_can_be_redirected()
    {
        using var child = ChildProcess.Start(
            static () =>
            {
                Console.WriteLine("out");
                Console.Error.WriteLine("error");
            },
            new() { StartMethod = StartMethod.ForkServer, RedirectOutput = true }
        );

        new StreamReader(child.StandardOutput).ReadToEnd().Should().Be("out\n");
        new StreamReader(child.StandardError).ReadToEnd().Should().Be("error\n");
    }

    private static int Crash()
    {
        Environment.FailFast(null);
        return 0;
    }
}
