using System.Net;
using System.Net.Sockets;
using Multiprocessing;
using Multiprocessing.Platform;
using Multiprocessing.Processes.ForkServing;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>What the main programs of <see cref="ForkServerSpecs"/> do.</summary>
internal static class ForkServerPrograms
{
    public static ChildProcessOptions Served { get; } = By(StartMethod.ForkServer);

    public static int ServerId => ForkServer.Current!.Id;

    /// <summary>Kills the server while a child lives, and starts another child.</summary>
    public static Replacement Replace()
    {
        using var child = ChildProcess.Start(Sleep, Served);
        var first = ServerId;
        _ = Libc.Kill(first, Libc.SigKill);
        child.Join();
        var isGone = !IsRunning(child.Id);
        var answer = ChildProcess.Start(static () => 42, Served).Result;
        return new(child.ExitCode, isGone, answer, ServerId != first, RunningChildren());
    }

    /// <summary>Starts children on many threads, in a process that has sockets and tasks.</summary>
    public static (int[] Results, int Children) StartAtOnce()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        var connected = client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var timer = new Timer(static _ => GC.Collect(), null, 0, 1);
        var results = Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Double(i)))).Result;
        connected.Wait();
        return (results, RunningChildren());
    }

    /// <summary>What the first child has open besides files, and what the fifth has while others live.</summary>
    public static (string[] First, string[] Fifth) OpenInChildren()
    {
        using var first = ChildProcess.Start(OpenKinds, Served);
        var alone = first.Result;
        var others = Enumerable.Range(0, 3).Select(_ => ChildProcess.Start(Sleep, Served)).ToList();
        using var fifth = ChildProcess.Start(OpenKinds, Served);
        var amongOthers = fifth.Result;
        others.ForEach(child => child.Dispose());
        return (alone, amongOthers);
    }

    public static (string? Variable, string Directory) Surroundings()
    {
        ChildProcess.Start(static () => { }, Served).Join();
        Environment.SetEnvironmentVariable("FORKSERVER_SPEC", "set after the server's start");
        Environment.CurrentDirectory = "/";
        return ChildProcess
            .Start(
                static () => (Environment.GetEnvironmentVariable("FORKSERVER_SPEC"), Environment.CurrentDirectory),
                Served
            )
            .Result;
    }

    public static int StartInDeletedDirectory()
    {
        ChildProcess.Start(static () => { }, Served).Join();
        var directory = Directory.CreateTempSubdirectory();
        Environment.CurrentDirectory = directory.FullName;
        directory.Delete();
        return ChildProcess.Start(static () => 42, Served).Result;
    }

    /// <summary>Prints the server's number and a child's, and waits.</summary>
    public static void PrintAndWait()
    {
        using var child = ChildProcess.Start(Sleep, Served);
        Console.WriteLine($"{ServerId} {child.Id}");
        Sleep();
    }

    /// <summary>The message of the exception that the action throws.</summary>
    public static string Failure(Action action)
    {
        try
        {
            action();
            return "";
        }
        catch (Exception failure)
        {
            return $"{failure.GetType().Name}: {failure.Message}";
        }
    }

    public static void Sleep() => Thread.Sleep(Timeout.Infinite);

    private static int Double(int number)
    {
        using var child = ChildProcess.Start(static (int x) => 2 * x, number, Served);
        return child.Result;
    }

    private static string[] OpenKinds() =>
        [
            .. Directory
                .GetFiles("/proc/self/fd")
                .Select(file => new FileInfo(file).LinkTarget)
                .Where(link => link is not null && !link.StartsWith('/'))
                .Select(link => link!.Split(':')[0])
                .Order(StringComparer.Ordinal),
        ];

    internal sealed record Replacement(int? ExitCode, bool IsGone, int Answer, bool IsAnother, int Children);
}

/// <summary>A module that knows in which process it was initialised.</summary>
internal static class InitialisedModule
{
    private static readonly int InitialisedIn = Environment.ProcessId;

    public static bool IsInitialisedHere() => InitialisedIn == Environment.ProcessId;
}
