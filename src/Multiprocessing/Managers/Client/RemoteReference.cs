namespace Multiprocessing.Managers.Client;

/// <summary>
/// An object of a server as this process knows it: all its proxies here share one, and the server counts it once.
/// </summary>
internal sealed class RemoteReference(RemoteServer server, string typeId, string id)
{
    private int users;

    public RemoteServer Server { get; } = server;

    /// <summary>The name under which its type is registered.</summary>
    public string TypeId { get; } = typeId;

    /// <summary>Which object of the server it is.</summary>
    public string Id { get; } = id;

    /// <summary>What is counted for it. Set by <see cref="RemoteServer"/>.</summary>
    public ReferenceLease Lease { get; set; } = null!;

    /// <summary>The methods that the server exposes; null where nobody has asked yet.</summary>
    public IReadOnlyList<string>? Exposed { get; set; }

    /// <summary>One more proxy uses it.</summary>
    public void Use() => Interlocked.Increment(ref users);

    /// <summary>One proxy less uses it; with the last one the server is told.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref users) == 0)
            Server.Drop(this);
    }
}
