using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing.Managers.Server;

/// <summary>An object that a server shares, under its id.</summary>
internal sealed class ManagedObject(string id, SharedObject shared, IReadOnlyList<string> exposed)
{
    private readonly HashSet<string> methods = [.. exposed];

    public string Id { get; } = id;

    public SharedObject Object { get; } = shared;

    /// <summary>The methods that clients are told of.</summary>
    public IReadOnlyList<string> Exposed { get; } = exposed;

    /// <summary>How many references clients hold. <see cref="ObjectTable"/> counts them.</summary>
    public int Count { get; set; }

    /// <summary>Whether a client may call a method.</summary>
    public bool Has(string method) => methods.Contains(method) || Object.Hides(method);
}
