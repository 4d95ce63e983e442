using System.Diagnostics;
using System.Runtime.Versioning;
using Multiprocessing;
using Multiprocessing.Connections;
using Multiprocessing.Platform;

namespace Benchmarks;

/// <summary>Using objects in a manager's server.</summary>
internal static class Managers
{
    public const string Call = "proxy call",
        CallOnOneProcessor = "proxy call on one processor";
    public const string PingPong = "ping-pong of the same bytes",
        PingPongOnOneProcessor = "ping-pong on one processor";

    // The sizes of a call of list[3] and of its answer.
    private const int RequestLength = 40,
        AnswerLength = 15;
    private const int Calls = 10_000,
        ClientCalls = 50_000,
        Creations = 2_000,
        Tasks = 20_000;

    public static Dictionary<string, double> Measure(CPython cpython)
    {
        using var manager = Manager.Start();
        using var numbers = manager.List(Enumerable.Range(0, 10));
        using var pool = new ProcessPool(2, StartMethod.Spawn);
        var tasks = Enumerable.Range(0, Tasks).Select(i => (numbers, i % 10)).ToArray();
        pool.StarMap(Item, tasks[..(Tasks / 4)], 1);
        using var echo = ChildProcess.Start(MeasurePingPong);
        var figures = new Dictionary<string, double>
        {
            [Call] = MicrosecondsOfCalls(numbers),
            [PingPong] = echo.Result,
            ["calls of 4 clients at once"] = CallsOfClients(manager, numbers, 4),
            ["create + drop"] = Comparison.Median(
                Enumerable.Range(0, Creations).Select(_ => 1e6 * Seconds(() => manager.List<int>().Dispose())).ToList()
            ),
            ["StarMap with a proxy"] = Tasks / Seconds(() => pool.StarMap(Item, tasks, 1)),
            ["call by a client of CPython"] = cpython
                .Measure("client", manager.Address, Convert.ToHexString(manager.AuthKey.Span))
                .Values.Single(),
            ["server with 64 clients"] = MegabytesWithClients(manager, numbers, 64),
        };
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
            return figures;

        using var pinned = ChildProcess.Start(MeasureOnOneProcessor);
        (figures[CallOnOneProcessor], figures[PingPongOnOneProcessor]) = pinned.Result;
        return figures;
    }

    private static double MicrosecondsOfCalls(ListProxy<int> numbers)
    {
        for (var i = 0; i < Calls; i++)
            _ = numbers[3];
        return Comparison.Median(Enumerable.Range(0, Calls).Select(_ => 1e6 * Seconds(() => _ = numbers[3])).ToList());
    }

    [SupportedOSPlatform("linux"), SupportedOSPlatform("windows")]
    private static (double Call, double PingPong) MeasureOnOneProcessor()
    {
        // The first processor that is allowed; processes that are started from here on inherit it.
        using var process = Process.GetCurrentProcess();
        process.ProcessorAffinity &= -process.ProcessorAffinity;
        using var manager = Manager.Start();
        return (MicrosecondsOfCalls(manager.List(Enumerable.Range(0, 10))), MeasurePingPong());
    }

    // The same number of bytes over the same kind of connection, between two processes that do nothing else.
    private static double MeasurePingPong()
    {
        using var listener = Listener.Listen();
        using var child = ChildProcess.Start(Echo, listener.Address.ToString());
        using var connection = listener.Accept(Deadline.Never)!;
        var request = new byte[RequestLength];
        void Exchange()
        {
            connection.Send(request);
            connection.Receive(out _);
        }

        for (var i = 0; i < Calls; i++)
            Exchange();
        return Comparison.Median(Enumerable.Range(0, Calls).Select(_ => 1e6 * Seconds(Exchange)).ToList());
    }

    private static void Echo(string address)
    {
        using var connection = Listener.Connect(Address.Parse(address), Deadline.Never);
        var answer = new byte[AnswerLength];
        while (connection.Receive(out _))
            connection.Send(answer);
    }

    private static double CallsOfClients(Manager manager, ListProxy<int> numbers, int count)
    {
        using var barrier = manager.Barrier(count + 1);
        var clients = Enumerable.Range(0, count).Select(_ => ChildProcess.Start(CallOften, numbers, barrier)).ToList();
        barrier.Wait();
        var seconds = Seconds(() => barrier.Wait());
        clients.ForEach(client => client.Dispose());
        return count * ClientCalls / seconds;
    }

    private static void CallOften(ListProxy<int> numbers, BarrierProxy barrier)
    {
        // Until the client's code is fully optimised.
        for (var i = 0; i < ClientCalls / 2; i++)
            _ = numbers[3];
        barrier.Wait();
        for (var i = 0; i < ClientCalls; i++)
            _ = numbers[3];
        barrier.Wait();
    }

    private static double MegabytesWithClients(Manager manager, ListProxy<int> numbers, int count)
    {
        var clients = Enumerable.Range(0, count).Select(_ => ConnectFromThread(numbers)).ToList();
        clients.ForEach(client => client.Connected.Wait());
        using var server = Process.GetProcessById(manager.ProcessId);
        var bytes = server.WorkingSet64;
        clients.ForEach(client => client.End.Set());
        return bytes / 1e6;
    }

    // To the server, each thread is a client.
    private static (ManualResetEventSlim Connected, ManualResetEventSlim End) ConnectFromThread(ListProxy<int> numbers)
    {
        var (connected, end) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        new Thread(() =>
        {
            _ = numbers[3];
            connected.Set();
            end.Wait();
        })
        {
            IsBackground = true,
        }.Start();
        return (connected, end);
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int Item(ListProxy<int> numbers, int index) => numbers[index];
}
