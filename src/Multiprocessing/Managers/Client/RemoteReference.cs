namespace Multiprocessing.Managers.Client;

/// <summary>
/// An object of a server as this process knows it: all its proxies here share one, and the server counts it once.
/// </summary>
internal sealed class RemoteReference(RemoteServer server, string typeId, string id)
{
    private int users;

    public RemoteServer Server { get; } = server;

    /// <summary>
    /// The name under which its type is registered; that of its standard type, once a proxy of such a type is used.
    /// </summary>
    public string TypeId { get; set; } = typeId;

    /// <summary>Which object of the server it is.</summary>
    public string Id { get; } = id;

    /// <summary>Its registration with the server. Set by <see cref="RemoteServer"/>.</summary>
    public ReferenceLease Lease { get; set; } = null!;

    /// <summary>The methods that the server exposes; null until they are asked for.</summary>
    public IReadOnlyList<string>? Exposed { get; set; }

    /// <summary>Notes that one more proxy uses it.</summary>
    public void Use() => Interlocked.Increment(ref users);

    /// <summary>Notes that one proxy fewer uses it; the last one releases it on the server.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref users) == 0)
            Server.Drop(this);
    }

    /// <summary>What a debugger shows for its proxies. It does not call the server.</summary>
    public override string ToString() => $"{TypeId} {Id} at {Server.Address}";
}
