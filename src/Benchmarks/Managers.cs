using System.Diagnostics;
using System.Runtime.InteropServices;
using Multiprocessing;
using Multiprocessing.Connections;

namespace Benchmarks;

/// <summary>Using objects that live in a manager's server.</summary>
internal static partial class Managers
{
    public const string Call = "proxy call", CallOnOneProcessor = "proxy call on one processor";
    public const string PingPong = "ping-pong of the same bytes", PingPongOnOneProcessor = "ping-pong on one processor";

    // What a call of list[3] sends, and what it gets.
    private const int RequestLength = 40, AnswerLength = 15;
    private const int Calls = 10_000, ClientCalls = 50_000, Creations = 2_000, Tasks = 20_000;

    public static Dictionary<string, double> Measure(CPython cpython)
    {
        using var manager = Manager.Start();
        using var numbers = manager.List(Enumerable.Range(0, 10));
        using var pool = new ProcessPool(2, StartMethod.Spawn);
        var tasks = Enumerable.Range(0, Tasks).Select(i => (numbers, i % 10)).ToArray();
        pool.StarMap(Item, tasks[..(Tasks / 4)], 1);
        using var echo = ChildProcess.Start(MeasurePingPong);
        using var pinned = ChildProcess.Start(MeasureOnOneProcessor);
        var (call, pingPong) = pinned.Result;
        return new()
        {
            [Call] = MicrosecondsOfCalls(numbers),
            [PingPong] = echo.Result,
            [CallOnOneProcessor] = call,
            [PingPongOnOneProcessor] = pingPong,
            ["calls of 4 clients at once"] = CallsOfClients(manager, numbers, 4),
            ["create + drop"] = Comparison.Median(Enumerable.Range(0, Creations).Select(_ => 1e6 * Seconds(() => manager.List<int>().Dispose())).ToList()),
            ["StarMap with a proxy"] = Tasks / Seconds(() => pool.StarMap(Item, tasks, 1)),
            ["call by a client of CPython"] = cpython.Measure("client", manager.Address, Convert.ToHexString(manager.AuthKey.Span)).Values.Single(),
            ["server with 64 clients"] = MegabytesWithClients(manager, numbers, 64),
        };
    }

    private static double MicrosecondsOfCalls(ListProxy<int> numbers)
    {
        for (var i = 0; i < Calls; i++) _ = numbers[3];
        return Comparison.Median(Enumerable.Range(0, Calls).Select(_ => 1e6 * Seconds(() => _ = numbers[3])).ToList());
    }

    private static (double Call, double PingPong) MeasureOnOneProcessor()
    {
        var first = 1UL;
        _ = SetAffinity(0, sizeof(ulong), ref first);
        using var manager = Manager.Start();
        return (MicrosecondsOfCalls(manager.List(Enumerable.Range(0, 10))), MeasurePingPong());
    }

    // The same bytes over the same kind of connection between two processes that do nothing with them.
    private static double MeasurePingPong()
    {
        using var listener = Listener.Listen();
        using var child = ChildProcess.Start(Echo, listener.Address.ToString());
        using var connection = listener.Accept(Multiprocessing.Processes.Deadline.Never)!;
        var request = new byte[RequestLength];
        void Exchange()
        {
            connection.Send(request);
            connection.Receive(out _);
        }

        for (var i = 0; i < Calls; i++) Exchange();
        return Comparison.Median(Enumerable.Range(0, Calls).Select(_ => 1e6 * Seconds(Exchange)).ToList());
    }

    private static void Echo(string address)
    {
        using var connection = Listener.Connect(Address.Parse(address), Multiprocessing.Processes.Deadline.Never);
        var answer = new byte[AnswerLength];
        while (connection.Receive(out _)) connection.Send(answer);
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
        // Until the client's own code is compiled for good.
        for (var i = 0; i < ClientCalls / 2; i++) _ = numbers[3];
        barrier.Wait();
        for (var i = 0; i < ClientCalls; i++) _ = numbers[3];
        barrier.Wait();
    }

    private static double MegabytesWithClients(Manager manager, ListProxy<int> numbers, int count)
    {
        var clients = Enumerable.Range(0, count).Select(_ => ConnectFromThread(numbers)).ToList();
        clients.ForEach(client => client.Connected.Wait());
        var status = File.ReadLines($"/proc/{manager.ProcessId}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        clients.ForEach(client => client.End.Set());
        return double.Parse(status.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1e3;
    }

    // To the server a thread of its own is a client of its own.
    private static (ManualResetEventSlim Connected, ManualResetEventSlim End) ConnectFromThread(ListProxy<int> numbers)
    {
        var (connected, end) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        new Thread(() =>
        {
            _ = numbers[3];
            connected.Set();
            end.Wait();
        })
        { IsBackground = true }.Start();
        return (connected, end);
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int Item(ListProxy<int> numbers, int index) => numbers[index];

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint size, ref ulong processors);
}
