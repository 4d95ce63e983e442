namespace Multiprocessing.Sharing.Synchronization;

/// <summary>
/// Whether it was worth it lately to look for a change again and again, before sleeping until there is one. It is not
/// where the process that is to make the change cannot run meanwhile: a lock then costs twice as much. Threads may
/// update it at the same time, and lose an update.
/// </summary>
internal struct SpinHistory
{
    private const int Most = 16,
        Tries = 16;

    private int luck = Most / 4,
        waits;

    public SpinHistory() { }

    /// <summary>Whether to spin now: after failures only once in a while.</summary>
    public bool IsWorthIt => Environment.ProcessorCount > 1 && (luck > 0 || ++waits % Tries == 0);

    /// <summary>Notes how it went.</summary>
    public void Add(bool hasSucceeded) => luck = Math.Clamp(hasSucceeded ? luck + 2 : luck - 1, 0, Most);
}
