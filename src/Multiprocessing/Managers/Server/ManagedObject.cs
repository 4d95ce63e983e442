using System.Diagnostics;
using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing.Managers.Server;

/// <summary>An object of a server, with its id and its reference count. CPython: a referent.</summary>
[DebuggerDisplay("{DebuggerDisplay,nq}")]
internal sealed class ManagedObject(string id, ServedObject shared, IReadOnlyList<string> exposed)
{
    private readonly HashSet<string> methods = [.. exposed];

    public string Id { get; } = id;

    public ServedObject Object { get; } = shared;

    /// <summary>The methods that the server tells clients about.</summary>
    public IReadOnlyList<string> Exposed { get; } = exposed;

    /// <summary>How many references clients have. <see cref="ObjectTable"/> counts them.</summary>
    public int Count { get; set; }

    private string DebuggerDisplay => $"{Id}, {Object.GetType().Name}, {Count} references";

    /// <summary>Whether clients can call a method.</summary>
    public bool Has(string method) => methods.Contains(method) || Object.Hides(method);
}
