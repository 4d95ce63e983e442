using System.Diagnostics;

namespace Multiprocessing;

/// <summary>A call of a pool, as an observer sees it.</summary>
public sealed class ProcessPoolCall
{
    private readonly long start = Stopwatch.GetTimestamp();

    internal ProcessPoolCall(int number, string function) => (Number, Function) = (number, function);

    /// <summary>Which call of this process it is, from 1.</summary>
    public int Number { get; }

    /// <summary>The function that it runs, with the type that declares it.</summary>
    public string Function { get; }

    /// <summary>How far it is; complete when it has ended.</summary>
    public PoolProgress Progress { get; private set; }

    /// <summary>How long it took; zero while it runs.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>What it throws; null for nothing. The failures of a stream are its outcomes.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>What the observer wants to keep with it.</summary>
    public object? State { get; set; }

    internal void End(PoolProgress progress, Exception? exception) =>
        (Progress, Exception, Duration) = (progress, exception, Stopwatch.GetElapsedTime(start));
}
