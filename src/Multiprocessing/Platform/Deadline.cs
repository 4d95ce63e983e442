namespace Multiprocessing.Platform;

/// <summary>A point in time at which a wait gives up, or never.</summary>
internal readonly struct Deadline
{
    private readonly long? ticks;

    private Deadline(long? ticks) => this.ticks = ticks;

    public static Deadline Never => default;

    public static Deadline After(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan
            ? default
            : new(Environment.TickCount64 + (long)Math.Ceiling(timeout.TotalMilliseconds));

    public bool HasPassed => ticks <= Environment.TickCount64;

    /// <summary>Milliseconds that are left, as <c>poll(2)</c> takes them: -1 for no end.</summary>
    public int MillisecondsLeft =>
        ticks is { } end ? (int)Math.Clamp(end - Environment.TickCount64, 0, int.MaxValue) : -1;
}
