using System.Diagnostics.Metrics;

namespace SharedStateSpecs.Library.Hosting;

/// <summary>Keeps what an application measures of its pools.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly List<(string Name, double Value, Dictionary<string, object?> Tags)> taken = [];

    /// <param name="factory">The application's own, as other applications of this process have meters, too.</param>
    public Measurements(IMeterFactory factory)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter is { Name: "Multiprocessing", Scope: var scope } && scope == factory)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    /// <summary>What was measured since the last time, and is now, as <c>name{tags}=sum</c>.</summary>
    /// <param name="name">The end of the instrument's name.</param>
    public IEnumerable<string> Take(string name)
    {
        listener.RecordObservableInstruments();
        lock (taken)
        {
            var found = taken.FindAll(one => one.Name == $"multiprocessing.pool.{name}");
            taken.Clear();
            return
            [
                .. found
                    .GroupBy(one => string.Join(", ", one.Tags.Select(tag => tag.Value)), one => one.Value)
                    .Select(tagged => $"{tagged.Key}: {(name == "call.duration" ? tagged.Count() : tagged.Sum())}"),
            ];
        }
    }

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (taken)
            taken.Add((instrument.Name, value, new(tags.ToArray())));
    }
}
