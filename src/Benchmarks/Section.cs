namespace Benchmarks;

/// <summary>
/// Figures that are measured together: on .NET by <paramref name="Measure"/>, on CPython by the function with the
/// section's name in cpython.py.
/// </summary>
internal sealed record Section(
    string Name,
    Func<CPython, Dictionary<string, double>> Measure,
    IReadOnlyList<Figure> Figures
)
{
    public static IReadOnlyList<Section> All { get; } =
    [
        new(
            "starts",
            static _ => Starts.Measure(),
            [
                Figure.Time("start + join by fork", "ms", atMost: 0.8),
                Figure.Time("start + join by spawn", "ms", atMost: 0.6),
                Figure.Time("start + join by forkserver", "ms", atMost: 0.1),
                Figure.Time("start + join by forkserver", "ms", atMost: 2) with
                {
                    Beside = "start + join by fork",
                },
                Figure.Time(Starts.FirstByForkServer, "ms", atMost: 1.2) with
                {
                    Beside = Starts.FirstBySpawn,
                },
            ]
        ),
        new(
            "pool",
            static _ => Pools.Measure(),
            [
                Figure.Rate("Map of int, chunk 1", "tasks/s", atLeast: 3),
                Figure.Time("Apply", "µs", atMost: 0.5),
                Figure.Time("ApplyAsync", "µs", atMost: 0.5),
                Figure.Time("ApplyAsync", "µs", atMost: 1.5) with
                {
                    Beside = "Apply",
                },
                Figure.Rate("MapUnordered of int, chunk 1", "tasks/s", atLeast: 20),
                Figure.Rate("MapStream of int, chunk 1", "tasks/s", atLeast: 20),
                Figure.Rate("MapLazily of int, chunk 1", "tasks/s", atLeast: 20),
                Figure.Rate("Map of int, default chunk", "tasks/s", atLeast: 5),
                Figure.Rate("Map of records, default chunk", "tasks/s", atLeast: 5),
                Figure.Rate("Map of 1 MiB byte[]", "MB/s", atLeast: 2),
            ]
        ),
        new(
            "pickling",
            static _ => Pickles.Measure(),
            [
                Figure.Time("pickle 100 MB of bytes", "ms", atMost: 1),
                Figure.Time("pickle a list of a million int", "ms", atMost: 1),
                Figure.Time("unpickle a list of a million int", "ms", atMost: 1),
            ]
        ),
        new(
            "managers",
            Managers.Measure,
            [
                Figure.Time(Managers.Call, "µs", atMost: 0.5),
                Figure.Time(Managers.Call, "µs", atMost: 2) with
                {
                    Beside = Managers.PingPong,
                },
                Figure.Time(Managers.CallOnOneProcessor, "µs", atMost: 0.5),
                Figure.Time(Managers.CallOnOneProcessor, "µs", atMost: 2) with
                {
                    Beside = Managers.PingPongOnOneProcessor,
                },
                Figure.Rate("calls of 4 clients at once", "calls/s", atLeast: 4),
                Figure.Time("create + drop", "µs", atMost: 0.1),
                Figure.Rate("StarMap with a proxy", "tasks/s", atLeast: 20),
                Figure.Time("call by a client of CPython", "µs", atMost: 1),
                Figure.Reported("server with 64 clients", "MB"),
            ]
        ),
        new(
            "sharing",
            static _ => Sharing.Measure(),
            [
                Figure.Time("acquire + release", "ns", atMost: 0.5),
                Figure.Time(Sharing.HandOver, "µs", atMost: 1.5) with
                {
                    Beside = Sharing.PingPong,
                },
                Figure.Rate("Queue of int", "items/s", atLeast: 20),
                Figure.Rate("SimpleQueue of int", "items/s", atLeast: 5),
                Figure.Time("Pipe, there and back", "µs", atMost: 1),
            ]
        ),
    ];

    public static Section Named(string name) => All.Single(section => section.Name == name);
}
