using System.Globalization;
using System.Text.Json;
using Multiprocessing;

namespace Benchmarks;

/// <summary>
/// The pool beside what a user would take instead: pools of Python, and a loop in the same process, as the price of
/// isolation. All have two workers; each is measured in each round, in turn.
/// </summary>
internal static class Peers
{
    public const string Name = "peers";

    private const int Small = 5_000,
        Many = 200_000,
        Chunk = 25_000,
        Calls = 500;

    private const string Ours = "this library",
        SameProcess = "Parallel.ForEachAsync (no isolation)";

    private static readonly string[] Python =
    [
        "multiprocessing.Pool",
        "ProcessPoolExecutor",
        "joblib (loky)",
        "billiard.Pool",
    ];

    private static readonly (string Figure, string Unit)[] Figures =
    [
        ("int, chunks of 1", "items/s"),
        ("int, chunks of 25,000", "items/s"),
        ("record, chunks of 25,000", "items/s"),
        ("one call", "µs"),
    ];

    /// <summary>Measures all peers, and prints a table in Markdown.</summary>
    public static void Run(string python, int rounds, TextWriter output)
    {
        var measured = new Dictionary<string, List<Dictionary<string, JsonElement>>>();
        for (var round = 0; round < rounds; round++)
        {
            Add(measured, Ours, MeasurePool());
            Add(measured, SameProcess, MeasureSameProcess());
            foreach (var peer in Python)
            {
                var script = Path.Combine(AppContext.BaseDirectory, "peers.py");
                var answer = CPython.Output(python, script, peer);
                Add(measured, peer, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(answer)!);
            }
        }

        output.WriteLine();
        output.WriteLine(
            $"| {Name} | {string.Join(" | ", Figures.Select(figure => $"{figure.Figure}, {figure.Unit}"))} |"
        );
        output.WriteLine($"| --- |{string.Concat(Figures.Select(_ => " ---: |"))}");
        foreach (var (peer, results) in measured)
        {
            var cells = results[0].TryGetValue("skipped", out var reason)
                ? $"skipped: {reason} |"
                : string.Concat(Figures.Select(figure => $" {Cell(measured, peer, figure.Figure)} |"));
            output.WriteLine($"| {peer} |{cells}");
        }
    }

    // The value, and how many times as fast this library is.
    private static string Cell(
        Dictionary<string, List<Dictionary<string, JsonElement>>> measured,
        string peer,
        string figure
    )
    {
        var (theirs, ours) = (Median(measured[peer], figure), Median(measured[Ours], figure));
        var faster = figure == "one call" ? theirs / ours : ours / theirs;
        return peer == Ours
            ? theirs.ToString("N0", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{theirs:N0} ({faster:N1}×)");
    }

    private static double Median(List<Dictionary<string, JsonElement>> rounds, string figure) =>
        Comparison.Median(rounds.Select(round => round[figure].GetDouble()));

    private static Dictionary<string, JsonElement> MeasurePool()
    {
        using var pool = new ProcessPool(2, StartMethod.Spawn);
        return Measure(
            (numbers, chunk) => pool.Map(Pools.Same, numbers, chunk),
            (orders, chunk) => pool.Map(Pools.SameOrder, orders, chunk),
            () => pool.Apply(Pools.Same, 1)
        );
    }

    private static Dictionary<string, JsonElement> MeasureSameProcess()
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        return Measure(
            (numbers, _) => Loop(numbers, static number => Pools.Same(number), options),
            (orders, _) => Loop(orders, static order => Pools.SameOrder(order), options),
            () => Loop([1], static number => Pools.Same(number), options)
        );
    }

    private static void Loop<T>(T[] items, Action<T> action, ParallelOptions options) =>
        Parallel
            .ForEachAsync(
                items,
                options,
                (item, _) =>
                {
                    action(item);
                    return ValueTask.CompletedTask;
                }
            )
            .GetAwaiter()
            .GetResult();

    private static Dictionary<string, JsonElement> Measure(
        Action<int[], int> run,
        Action<Order[], int> runOrders,
        Action call
    )
    {
        var numbers = Enumerable.Range(0, Many).ToArray();
        var orders = numbers.Select(number => new Order(number, $"order {number}")).ToArray();
        for (var i = 0; i < 3; i++)
        {
            run(numbers[..Small], 1);
            runOrders(orders, Chunk);
        }

        var figures = new Dictionary<string, double>
        {
            [Figures[0].Figure] = Small / Pools.Seconds(() => run(numbers[..Small], 1)),
            [Figures[1].Figure] = Many / Pools.Seconds(() => run(numbers, Chunk)),
            [Figures[2].Figure] = Many / Pools.Seconds(() => runOrders(orders, Chunk)),
            [Figures[3].Figure] = Comparison.Median(
                Enumerable.Range(0, Calls).Select(_ => 1e6 * Pools.Seconds(call)).ToList()
            ),
        };
        return figures.ToDictionary(pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value));
    }

    private static void Add(
        Dictionary<string, List<Dictionary<string, JsonElement>>> all,
        string peer,
        Dictionary<string, JsonElement> round
    )
    {
        if (!all.TryGetValue(peer, out var rounds))
            all.Add(peer, rounds = []);
        rounds.Add(round);
    }
}
