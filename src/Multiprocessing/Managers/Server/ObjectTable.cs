using System.Globalization;
using System.Security.Cryptography;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// The objects of a server. An object lives while a client has a reference to it, or another object contains a proxy of
/// it. References are counted as in CPython, and also by their owner: when a process dies, even by SIGKILL, or a
/// connection ends, its references are released.
/// </summary>
internal sealed class ObjectTable
{
    // A process that has ended may have sent a proxy that another one is still to unpickle.
    private const int MillisecondsToArrive = 2_000;

    private readonly Lock tableLock = new();
    private readonly Dictionary<string, ManagedObject> referenced = [];

    // Objects whose proxies this server has unpickled. Other objects may be all that keeps them alive, and a client
    // that gets such a proxy gets a reference again.
    private readonly Dictionary<string, WeakReference<ManagedObject>> proxied = [];
    private readonly Dictionary<ServedObject, ManagedObject> byObject = [];
    private readonly Dictionary<string, ManagedObject> kept = [];
    private readonly Dictionary<int, ReferenceOwner> processes = [];
    private readonly HashSet<ReferenceOwner> connections = [];
    private int proxiedLimit = 1024;

    /// <summary>How many objects clients have references to.</summary>
    public int Count
    {
        get
        {
            lock (tableLock)
                return referenced.Count;
        }
    }

    /// <summary>The objects that clients have references to, in the order of their ids.</summary>
    public IReadOnlyList<ManagedObject> All()
    {
        lock (tableLock)
            return [.. referenced.Values.OrderBy(managedObject => managedObject.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Adds an object and a first reference for its owner; an object that was added before keeps its id.
    /// </summary>
    public ManagedObject Add(ServedObject shared, IReadOnlyList<string> exposed, ReferenceOwner? owner)
    {
        lock (tableLock)
        {
            var managedObject = byObject.GetValueOrDefault(shared) ?? new(NewId(), shared, exposed);
            Acquire(managedObject, owner);
            return managedObject;
        }
    }

    /// <summary>Keeps an object, which has references now, until the server ends.</summary>
    public ManagedObject Keep(string id)
    {
        lock (tableLock)
            return kept[id] = referenced[id];
    }

    /// <summary>The object of an id; null where it no longer exists.</summary>
    public ManagedObject? Find(string id)
    {
        lock (tableLock)
            return Get(id);
    }

    /// <summary>
    /// The object of an id, for a proxy of it that this server has unpickled; null where it no longer exists.
    /// </summary>
    public ManagedObject? TrackProxy(string id)
    {
        lock (tableLock)
        {
            if (Get(id) is not { } managedObject)
                return null;

            if (proxied.Count > proxiedLimit)
                RemoveCollected();
            proxied.TryAdd(id, new(managedObject));
            return managedObject;
        }
    }

    /// <summary>Adds a reference; false where the object no longer exists.</summary>
    public bool AddReference(string id, ReferenceOwner? owner)
    {
        lock (tableLock)
        {
            if (Get(id) is not { } managedObject)
                return false;

            Acquire(managedObject, owner);
            return true;
        }
    }

    /// <summary>Removes a reference; false where there is none.</summary>
    public bool RemoveReference(string id, ReferenceOwner? owner)
    {
        lock (tableLock)
        {
            if (!referenced.TryGetValue(id, out var managedObject))
                return proxied.ContainsKey(id) || kept.ContainsKey(id);

            Release(
                managedObject,
                owner?.Counts.ContainsKey(managedObject) is true ? owner : OwnerToRelease(managedObject),
                1
            );
            return true;
        }
    }

    /// <summary>A new owner, for a connection.</summary>
    public ReferenceOwner NewOwner()
    {
        var owner = new ReferenceOwner(process: null);
        lock (tableLock)
            connections.Add(owner);
        return owner;
    }

    /// <summary>
    /// The process at the other end of a connection as an owner; null where the system does not report it.
    /// </summary>
    public ReferenceOwner? OwnerOf(Connection connection)
    {
        if (connection.OpenPeer() is not { } process)
            return null;

        lock (tableLock)
        {
            if (processes.TryGetValue(process.Id, out var known) && !known.Process!.HasEnded())
            {
                process.Dispose();
                return known;
            }

            if (known is not null)
                End(process.Id, known);
            return processes[process.Id] = new(process);
        }
    }

    /// <summary>Releases the references of processes and connections that ended a while ago.</summary>
    public void ReleaseEnded()
    {
        lock (tableLock)
        {
            foreach (var (id, owner) in processes.ToArray())
            {
                if (owner.Process!.HasEnded())
                    End(id, owner);
            }

            foreach (
                var owner in connections
                    .Where(owner => owner.EndedAt + MillisecondsToArrive < Environment.TickCount64)
                    .ToArray()
            )
            {
                foreach (var (managedObject, count) in owner.Counts.ToArray())
                    Release(managedObject, owner, count);
                connections.Remove(owner);
            }
        }
    }

    // Its references are released later, as those of an ended connection.
    private void End(int id, ReferenceOwner process)
    {
        processes.Remove(id);
        connections.Add(process);
        process.End();
        process.Dispose();
    }

    private ManagedObject? Get(string id) =>
        referenced.TryGetValue(id, out var managedObject)
        || kept.TryGetValue(id, out managedObject)
        || (proxied.TryGetValue(id, out var weak) && weak.TryGetTarget(out managedObject))
            ? managedObject
            : null;

    private void Acquire(ManagedObject managedObject, ReferenceOwner? owner)
    {
        referenced[managedObject.Id] = byObject[managedObject.Object] = managedObject;
        managedObject.Count++;
        if (owner is not null)
            owner.Counts[managedObject] = owner.Counts.GetValueOrDefault(managedObject) + 1;
    }

    private void Release(ManagedObject managedObject, ReferenceOwner? owner, int count)
    {
        if (owner is not null && (owner.Counts[managedObject] -= count) == 0)
            owner.Counts.Remove(managedObject);
        if ((managedObject.Count -= count) > 0)
            return;

        referenced.Remove(managedObject.Id);
        if (!kept.ContainsKey(managedObject.Id))
            byObject.Remove(managedObject.Object);
    }

    // One process may release a reference that another one acquired. Those without a known owner go first.
    private ReferenceOwner? OwnerToRelease(ManagedObject managedObject)
    {
        var owners = processes
            .Values.Concat(connections)
            .Where(owner => owner.Counts.ContainsKey(managedObject))
            .ToList();
        return managedObject.Count > owners.Sum(owner => owner.Counts[managedObject]) ? null : owners[0];
    }

    private void RemoveCollected()
    {
        foreach (var (id, weak) in proxied.ToArray())
        {
            if (!weak.TryGetTarget(out _))
                proxied.Remove(id);
        }

        proxiedLimit = Math.Max(1024, 2 * proxied.Count);
    }

    // Random, so that the id of one server's object never names an object of another server.
    private static string NewId() =>
        BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)).ToString("x", CultureInfo.InvariantCulture);
}
