namespace Multiprocessing.Pickling.Python;

/// <summary>Python's <c>datetime.timezone</c>: an offset from UTC without a name.</summary>
internal sealed record UtcOffset(TimeSpan Offset);
