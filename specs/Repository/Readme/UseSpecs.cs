using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Library.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Readme;

/// <summary>The examples of the README, run.</summary>
public static class UseSpecs
{
    private static int[] numbers = [];
    private static string? opened;

    [Fact, Start(StartMethod.Spawn)]
    public static void A_pool_maps_a_function_over_items()
    {
        using var pool = new ProcessPool(workers: 2, StartMethod.Spawn);
        int[] squares = pool.Map(Square, [1, 2, 3, 4]);

        squares.Should().Equal(1, 4, 9, 16);
    }

    [Fact, Start(StartMethod.Spawn)]
    public static async Task A_stream_gives_each_item_its_outcome()
    {
        using var pool = new ProcessPool(workers: 2, StartMethod.Spawn);
        var seen = new List<string>();

        int square = await pool.ApplyAsync(Square, 7);
        await foreach (var outcome in pool.MapUnordered(Square, ReadNumbersAsync()).Outcomes())
            seen.Add(outcome.IsSuccess ? $"{outcome.Value}" : $"{outcome.Index}: {outcome.Exception}");

        square.Should().Be(49);
        seen.Should().BeEquivalentTo("0", "1", "4");
    }

    [Fact, Start(StartMethod.Spawn)]
    public static void Workers_are_prepared_and_have_their_own_environment()
    {
        var errors = new List<string>();
        var options = new ProcessPoolOptions
        {
            Initializer = PoolInitializer.Of(Open, "prices.db"),
            IdleTimeout = TimeSpan.FromMinutes(5),
            StandardError = (worker, line) => errors.Add($"{worker}: {line}"),
            EnvironmentVariables = new Dictionary<string, string?> { ["TZ"] = "UTC" },
        };
        using (var pool = new ProcessPool(options with { Workers = 1 }))
            pool.Apply(ReportError).Should().Be(("prices.db", "UTC"));

        errors.Should().ContainSingle().Which.Should().MatchRegex(@"^worker-\d+: no price$");
    }

    [Fact, Start(StartMethod.Spawn)]
    public static void A_task_that_hangs_fails_alone()
    {
        using var pool = new ProcessPool(workers: 2, StartMethod.Spawn);
        var (progress, seen) = (new LastReport(), new List<string>());

        var options = new PoolCallOptions { TaskTimeout = TimeSpan.FromSeconds(5), Progress = progress };
        foreach (var outcome in pool.MapLazily(HangAtTwo, [1, 2, 3], options).Outcomes())
            seen.Add(outcome.Exception is TimeoutException ? "timed out" : $"{outcome.Value}");

        seen.Should().Equal("1", "timed out", "3");
        progress.Value.Should().Be(new PoolProgress(Done: 3, Failed: 1, Total: 3));
    }

    [Fact, Start(StartMethod.Spawn)]
    public static void A_child_process_runs_one_function()
    {
        using var child = ChildProcess.Start(Square, 7);
        int square = child.Result;

        square.Should().Be(49);
    }

    [Fact, Start(StartMethod.Fork)]
    public static void A_program_is_spawned_to_fork()
    {
        using var program = ChildProcess.Start(SumOfManyNumbers, new ChildProcessOptions { ForkReady = true });
        long sum = program.Result;

        sum.Should().Be(499_999_500_000);
    }

    [Fact, Start(StartMethod.ForkServer)]
    public static void A_fork_server_shares_what_it_preloads() =>
        ChildProcess.Start(PreloadAndSum, Served).Result.Should().Be(499_999_500_000);

    // In a process of its own: the test host may have started its fork server.
    [Fact, Start(StartMethod.Spawn)]
    public static void A_child_takes_what_lies_in_a_queue_in_shared_memory()
    {
        using var tasks = SharedQueue.Create<string>(capacity: 100);
        using var printing = SharedLock.Create();
        using var printer = ChildProcess.Start(PrintAll, (tasks, printing));
        tasks.Put("report.pdf");
        tasks.Complete();
        int printed = printer.Result;

        printed.Should().Be(1);
    }

    private static long PreloadAndSum()
    {
        StartMethods.Preload(LoadNumbers); // in the server, once
        using var pool = new ProcessPool(workers: 2, StartMethod.ForkServer);
        long sum = pool.Map(SumOfHalf, [0, 500_000]).Sum();

        return sum;
    }

    private static void LoadNumbers() => numbers = [.. Enumerable.Range(0, 1_000_000)];

    private static ChildProcessOptions Served { get; } = new() { StartMethod = StartMethod.ForkServer };

    [Fact, Start(StartMethod.Spawn)]
    public static void Every_process_can_change_objects_in_a_manager()
    {
        using var manager = Manager.Start();
        using var prices = manager.Dictionary<string, int>();
        using var pool = new ProcessPool(workers: 2, StartMethod.Spawn);
        pool.StarMap(SetPrice, [(prices, "apple"), (prices, "pear")]);
        int apple = prices["apple"];

        apple.Should().Be(5);
        prices.Keys.Should().BeEquivalentTo("apple", "pear");
    }

    [Fact, Start(StartMethod.Spawn)]
    public static void Every_process_can_write_to_an_array_in_shared_memory()
    {
        using var prices = SharedArray.Create<double>(1_000_000);
        using var pool = new ProcessPool(workers: 2, StartMethod.Spawn);
        pool.StarMap(SetPrices, [(prices, 0), (prices, 500_000)]);
        double last = prices[999_999];

        (prices[0], last).Should().Be((1.5, 1.5));
    }

    [Fact, Start(StartMethod.Spawn)]
    public static void A_class_of_the_application_is_used_through_an_interface()
    {
        using var manager = Manager.Start().Register<ICounter, Counter>();
        ICounter counter = manager.Create<ICounter>(10);
        int eleven = counter.Increment();

        eleven.Should().Be(11);
    }

    [Fact, CPython, Linux("the client connects to a Unix socket.")]
    public static void CPython_uses_objects_that_NET_serves()
    {
        using var directory = new TemporaryDirectory();
        var address = Path.Combine(directory.Path, "counters.socket");
        var key = "the key"u8;

        using var server = new ManagerServer(key, address);
        server.Register<ICounter, Counter>();
        server.Start();

        var program = Fixture
            .Text("counter_client.py")
            .Replace("/run/counters.socket", address, StringComparison.Ordinal);
        using var python = Process.Start(
            new ProcessStartInfo("python3", ["-c", program]) { RedirectStandardOutput = true }
        )!;
        python.StandardOutput.ReadToEnd().Trim().Should().Be("11");
        python.WaitForExit();
    }

    [Fact, CPython]
    public static void One_object_is_shared_under_a_name()
    {
        var key = "abc"u8;
        var address = "127.0.0.1:0";

        using var server = new ManagerServer(key, address, new() { AllowMd5 = true });
        QueueProxy<int> tasks = server.Queue<int>("get_task_queue");
        QueueProxy<string> results = server.Queue<string>("get_result_queue");
        server.Start();
        tasks.Put(7);

        var program = Fixture
            .Text("queue_worker.py")
            .Replace("5000", server.Address.Split(':')[1], StringComparison.Ordinal);
        using var python = Process.Start(
            new ProcessStartInfo("python3", ["-c", program]) { RedirectStandardOutput = true }
        )!;
        results.Get(Limits.Wait).Should().Be("7 * 7 = 49");
        python.StandardOutput.ReadToEnd().Should().Contain("no task is left");
        python.WaitForExit();

        using var manager = Manager.Connect(server.Address, key);
        QueueProxy<int> same = manager.Queue<int>("get_task_queue");

        same.Id.Should().Be(tasks.Id);
    }

    public interface ICounter
    {
        int Increment();
    }

    public sealed class Counter(int start) : ICounter
    {
        private int count = start;

        public int Increment() => Interlocked.Increment(ref count);
    }

    private static void SetPrice(DictionaryProxy<string, int> prices, string fruit) => prices[fruit] = fruit.Length;

    private static void Open(string file) => opened = file;

    private static (string?, string?) ReportError()
    {
        Console.Error.WriteLine("no price");
        return (opened, Environment.GetEnvironmentVariable("TZ"));
    }

    private static int PrintAll((SharedQueue<string> Tasks, SharedLock Printing) given)
    {
        var count = 0;
        foreach (string task in given.Tasks.GetAll())
        {
            using (given.Printing.Hold())
                count += Print(task);
        }

        return count;
    }

    private static int Print(string task) => task.Length > 0 ? 1 : 0;

    private static int Square(int x) => x * x;

    private static int HangAtTwo(int item)
    {
        if (item == 2)
            Thread.Sleep(Timeout.Infinite);
        return item;
    }

    private static void SetPrices(SharedArray<double> prices, int start) => prices.Slice(start, 500_000).Fill(1.5);

    private static async IAsyncEnumerable<int> ReadNumbersAsync()
    {
        for (var number = 0; number < 3; number++)
        {
            await Task.Yield();
            yield return number;
        }
    }

    private static long SumOfManyNumbers()
    {
        // None of this is sent to a worker: each forked worker has it already.
        numbers = [.. Enumerable.Range(0, 1_000_000)];

        using var pool = new ProcessPool(workers: 2, StartMethod.Fork);
        return pool.Map(SumOfHalf, [0, 500_000]).Sum();
    }

    private static long SumOfHalf(int start) => numbers.Skip(start).Take(500_000).Sum(number => (long)number);

    private sealed class LastReport : IProgress<PoolProgress>
    {
        public PoolProgress Value { get; private set; }

        public void Report(PoolProgress value) => Value = value;
    }
}
