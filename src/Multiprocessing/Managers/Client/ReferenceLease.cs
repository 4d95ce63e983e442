using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// What this process has told a server of one of its objects. It outlives the <see cref="RemoteReference"/>, whose end
/// it shows.
/// </summary>
internal sealed class ReferenceLease(RemoteReference reference)
{
    private readonly WeakReference<RemoteReference> target = new(reference);

    public string Id { get; } = reference.Id;

    /// <summary>
    /// For which process the server has counted it; the default for none. A forked child inherits its parent's count
    /// and must be counted for itself.
    /// </summary>
    public ProcessOwnership CountedFor { get; set; }

    public bool IsCounted => CountedFor.IsCurrent;

    /// <summary>The reference; null where no proxy is left.</summary>
    public RemoteReference? Reference => target.TryGetTarget(out var alive) ? alive : null;
}
