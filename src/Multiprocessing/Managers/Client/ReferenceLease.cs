using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// The registration of a <see cref="RemoteReference"/> with its server. It outlives the reference, and so shows when
/// that has been garbage-collected.
/// </summary>
internal sealed class ReferenceLease(RemoteReference reference)
{
    private readonly WeakReference<RemoteReference> target = new(reference);

    public string Id { get; } = reference.Id;

    /// <summary>
    /// The process for which the server has counted it; the default for none. A forked child inherits its parent's
    /// registration, and registers for itself.
    /// </summary>
    public ProcessOwnership RegisteredFor { get; set; }

    public bool IsRegistered => RegisteredFor.IsCurrent;

    /// <summary>The reference; null where no proxy is left.</summary>
    public RemoteReference? Reference => target.TryGetTarget(out var alive) ? alive : null;
}
