namespace Multiprocessing.Pickling;

/// <summary>Python's <c>slice(start, stop, step)</c>; null where Python has None.</summary>
internal sealed record Slice(object? Start, object? Stop, object? Step);
