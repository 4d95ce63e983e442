namespace Multiprocessing.Pickling.Python;

/// <summary>Python's <c>slice(start, stop, step)</c>, with null for None.</summary>
internal sealed class Slice(object? start, object? stop, object? step)
{
    public object? Start { get; } = start;

    public object? Stop { get; } = stop;

    public object? Step { get; } = step;
}
