namespace Multiprocessing.Managers.Client;

/// <summary>
/// What this process has told a server of one of its objects. It outlives the <see cref="Reference"/>, whose end it
/// shows.
/// </summary>
internal sealed class ReferenceLease(RemoteReference reference)
{
    private readonly WeakReference<RemoteReference> target = new(reference);

    public string Id { get; } = reference.Id;

    /// <summary>
    /// In which process the server has counted it; 0 for none. A forked child has what its parent counted, and counts
    /// for itself.
    /// </summary>
    public int CountedBy { get; set; }

    public bool IsCounted => CountedBy == Environment.ProcessId;

    /// <summary>The reference; null where no proxy is left.</summary>
    public RemoteReference? Reference => target.TryGetTarget(out var alive) ? alive : null;
}
