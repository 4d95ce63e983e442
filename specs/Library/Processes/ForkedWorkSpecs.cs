using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// What a forked child can do although it begins with one thread: everything that once crashed or hung a child.
/// </summary>
[Start(StartMethod.Fork)]
public class ForkedWorkSpecs
{
    [Fact]
    public void It_collects_whatever_the_parents_finalizer_was_about_to_do() =>
        RunForkReady(static () => ExitCodes(20, static () => Collect(), withGarbage: true))
            .Should()
            .OnlyContain(code => code == 0);

    [Fact]
    public void It_collects_while_it_starts_its_first_thread() =>
        RunForkReady(static () => ExitCodes(10, static () => CollectOn(threads: 1)))
            .Should()
            .OnlyContain(code => code == 0);

    [Fact]
    public void It_starts_and_ends_fifty_threads_and_collects() =>
        RunForkReady(static () => ExitCodes(3, static () => CollectOn(threads: 50)))
            .Should()
            .OnlyContain(code => code == 0);

    [Fact]
    public void It_runs_tasks_and_timers_that_the_parent_never_touched() =>
        RunForkReady(static () =>
                ExitCodes(3, static () => Task.WhenAll(Task.Run(static () => { }), Task.Delay(1)).Wait())
            )
            .Should()
            .OnlyContain(code => code == 0);

    [Fact]
    public void It_uses_sockets() =>
        RunForkReady(static () => ExitCodes(3, static () => Greet())).Should().OnlyContain(code => code == 0);

    [Fact]
    public void It_starts_programs() =>
        RunForkReady(static () => ExitCodes(3, static () => Process.Start("true").WaitForExit()))
            .Should()
            .OnlyContain(code => code == 0);

    [Fact]
    public void It_handles_null_references() =>
        RunForkReady(static () => ExitCodes(3, static () => Dereference(null))).Should().OnlyContain(code => code == 0);

    [Fact]
    public void It_forks_again() =>
        RunForkReady(static () =>
                ExitCodes(3, static () => ChildProcess.Start(static () => Collect(), By(StartMethod.Fork)).Join())
            )
            .Should()
            .OnlyContain(code => code == 0);

    [Fact]
    public void It_spawns() =>
        RunForkReady(static () => ExitCodes(1, static () => ChildProcess.Start(static () => Collect()).Join()))
            .Should()
            .OnlyContain(code => code == 0);

    internal static void Collect()
    {
        var kept = Enumerable.Range(0, 500).Select(size => new byte[size]).ToList();
        GC.Collect();
        GC.KeepAlive(kept);
    }

    internal static void CollectOn(int threads)
    {
        var all = Enumerable.Range(0, threads).Select(_ => new Thread(Collect)).ToList();
        all.ForEach(thread => thread.Start());
        GC.Collect();
        all.ForEach(thread => thread.Join());
        GC.Collect();
    }

    internal static void Greet()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using var server = listener.AcceptTcpClient();
        server.GetStream().Write("hello"u8);
        client.GetStream().ReadExactly(new byte[5]);
    }

    internal static void Dereference(object? nothing)
    {
        try
        {
            nothing!.ToString();
        }
        catch (NullReferenceException)
        {
            return;
        }
        throw new InvalidOperationException("A null was dereferenced.");
    }

    /// <summary>
    /// The exit codes of forked children that do the work. With garbage, finalizers are pending in the parent at each
    /// fork.
    /// </summary>
    internal static int[] ExitCodes(int children, Action work, bool withGarbage = false)
    {
        var codes = new int[children];
        for (var i = 0; i < children; i++)
        {
            if (withGarbage)
            {
                Garbage.Make(50);
                GC.Collect();
            }

            using var child = ChildProcess.Start(work, By(StartMethod.Fork));
            codes[i] = child.Join(TimeSpan.FromSeconds(10)) ? child.ExitCode!.Value : int.MinValue;
        }

        return codes;
    }

    internal sealed class Garbage
    {
        public static void Make(int count)
        {
            for (var i = 0; i < count; i++)
                _ = new Garbage();
        }

        ~Garbage() => Thread.SpinWait(1_000);
    }
}
