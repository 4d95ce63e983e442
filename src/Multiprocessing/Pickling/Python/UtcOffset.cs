namespace Multiprocessing.Pickling.Python;

/// <summary>Python's <c>datetime.timezone</c>: an offset without a name or a calendar.</summary>
internal sealed record UtcOffset(TimeSpan Offset);
