using System.Globalization;
using System.Security.Cryptography;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// The objects of a server. One is there while a client holds a reference to it, or another object a proxy of it.
/// References are counted as CPython counts them,
/// and in addition by who holds them: a process that dies, by SIGKILL too, or a connection that ends, releases what it
/// held.
/// </summary>
internal sealed class ObjectTable
{
    // How long a proxy may take from a process that ends to one that unpickles it.
    private const int OnTheWay = 2_000;

    private readonly Lock tableLock = new();
    private readonly Dictionary<string, ManagedObject> held = [];

    // Objects whose proxies have arrived here: they may be held by others only, and a client can get a reference again.
    private readonly Dictionary<string, WeakReference<ManagedObject>> nested = [];
    private readonly Dictionary<SharedObject, ManagedObject> byObject = [];
    private readonly Dictionary<int, ReferenceOwner> processes = [];
    private readonly HashSet<ReferenceOwner> connections = [];
    private int nestedLimit = 1024;

    /// <summary>How many objects clients hold.</summary>
    public int Count
    {
        get
        {
            lock (tableLock)
                return held.Count;
        }
    }

    /// <summary>The objects that clients hold, by their ids.</summary>
    public IReadOnlyList<ManagedObject> All()
    {
        lock (tableLock)
            return [.. held.Values.OrderBy(managedObject => managedObject.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Shares an object; the holder has the first reference. One that is shared already keeps its id.
    /// </summary>
    public ManagedObject Add(SharedObject shared, IReadOnlyList<string> exposed, ReferenceOwner? holder)
    {
        lock (tableLock)
        {
            var managedObject = byObject.GetValueOrDefault(shared) ?? new(NewId(), shared, exposed);
            Hold(managedObject, holder);
            return managedObject;
        }
    }

    /// <summary>The object of an id; null where there is none any more.</summary>
    public ManagedObject? Find(string id)
    {
        lock (tableLock)
            return FindAny(id);
    }

    /// <summary>Notes that a proxy of an object is held here.</summary>
    public ManagedObject? Nest(string id)
    {
        lock (tableLock)
        {
            if (FindAny(id) is not { } managedObject)
                return null;

            if (nested.Count > nestedLimit)
                Forget();
            nested.TryAdd(id, new(managedObject));
            return managedObject;
        }
    }

    /// <summary>Adds a reference; false where the object is gone.</summary>
    public bool Increase(string id, ReferenceOwner? holder)
    {
        lock (tableLock)
        {
            if (FindAny(id) is not { } managedObject)
                return false;

            Hold(managedObject, holder);
            return true;
        }
    }

    /// <summary>Takes a reference away; false where nobody has one.</summary>
    public bool Decrease(string id, ReferenceOwner? holder)
    {
        lock (tableLock)
        {
            if (!held.TryGetValue(id, out var managedObject))
                return nested.ContainsKey(id);

            Release(
                managedObject,
                holder?.Counts.ContainsKey(managedObject) is true ? holder : OtherHolder(managedObject),
                1
            );
            return true;
        }
    }

    /// <summary>A holder for a connection.</summary>
    public ReferenceOwner NewHolder()
    {
        var holder = new ReferenceOwner(process: null);
        lock (tableLock)
            connections.Add(holder);
        return holder;
    }

    /// <summary>The holder for a process of this machine; null where none is known.</summary>
    public ReferenceOwner? HolderOf(Connection connection)
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

    /// <summary>Takes away what was held by processes and connections that ended a while ago.</summary>
    public void ReleaseEnded()
    {
        lock (tableLock)
        {
            foreach (var (id, holder) in processes.ToArray())
            {
                if (holder.Process!.HasEnded())
                    End(id, holder);
            }

            foreach (
                var holder in connections.Where(holder => holder.EndedAt + OnTheWay < Environment.TickCount64).ToArray()
            )
            {
                foreach (var (managedObject, count) in holder.Counts.ToArray())
                    Release(managedObject, holder, count);
                connections.Remove(holder);
            }
        }
    }

    // From now on it is one of those whose end is known.
    private void End(int id, ReferenceOwner process)
    {
        processes.Remove(id);
        connections.Add(process);
        process.End();
        process.Dispose();
    }

    private ManagedObject? FindAny(string id) =>
        held.TryGetValue(id, out var managedObject)
        || (nested.TryGetValue(id, out var weak) && weak.TryGetTarget(out managedObject))
            ? managedObject
            : null;

    private void Hold(ManagedObject managedObject, ReferenceOwner? holder)
    {
        held[managedObject.Id] = byObject[managedObject.Object] = managedObject;
        managedObject.Count++;
        if (holder is not null)
            holder.Counts[managedObject] = holder.Counts.GetValueOrDefault(managedObject) + 1;
    }

    private void Release(ManagedObject managedObject, ReferenceOwner? holder, int count)
    {
        if (holder is not null && (holder.Counts[managedObject] -= count) == 0)
            holder.Counts.Remove(managedObject);
        if ((managedObject.Count -= count) > 0)
            return;

        held.Remove(managedObject.Id);
        byObject.Remove(managedObject.Object);
    }

    // A reference that one process got may be given up by another: first those whose holder is not known.
    private ReferenceOwner? OtherHolder(ManagedObject managedObject)
    {
        var holders = processes
            .Values.Concat(connections)
            .Where(holder => holder.Counts.ContainsKey(managedObject))
            .ToList();
        return managedObject.Count > holders.Sum(holder => holder.Counts[managedObject]) ? null : holders[0];
    }

    private void Forget()
    {
        foreach (var (id, weak) in nested.ToArray())
        {
            if (!weak.TryGetTarget(out _))
                nested.Remove(id);
        }

        nestedLimit = Math.Max(1024, 2 * nested.Count);
    }

    // Not to be guessed, so a reference is never counted for another server's object.
    private static string NewId() =>
        BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)).ToString("x", CultureInfo.InvariantCulture);
}
