namespace Benchmarks;

/// <summary>Figures that are measured together: on .NET by <paramref name="Measure"/>, on CPython by the function of that name in cpython.py.</summary>
internal sealed record Section(string Name, Func<Dictionary<string, double>> Measure, IReadOnlyList<Figure> Figures)
{
    public static IReadOnlyList<Section> All { get; } =
    [
        new("starts", Starts.Measure,
        [
            Figure.Time("start + join by fork", "ms", atMost: 0.8),
            Figure.Time("start + join by spawn", "ms", atMost: 0.6),
        ]),
        new("pool", Pools.Measure,
        [
            Figure.Rate("Map of int, chunk 1", "tasks/s", atLeast: 3),
            Figure.Time("Apply", "µs", atMost: 0.5),
            Figure.Rate("Map of int, default chunk", "tasks/s", atLeast: 5),
            Figure.Rate("Map of records, default chunk", "tasks/s", atLeast: 5),
            Figure.Rate("Map of 1 MiB byte[]", "MB/s", atLeast: 2),
        ]),
        new("pickling", Pickles.Measure,
        [
            Figure.Time("pickle 100 MB of bytes", "ms", atMost: 1),
            Figure.Time("pickle a list of a million int", "ms", atMost: 1),
            Figure.Time("unpickle a list of a million int", "ms", atMost: 1),
        ]),
    ];
}
