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
internal sealed class Referents
{
    // How long a proxy may take from a process that ends to one that unpickles it.
    private const int OnTheWay = 2_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Referent> held = [];

    // Objects whose proxies have arrived here: they may be held by others only, and a client can get a reference again.
    private readonly Dictionary<string, WeakReference<Referent>> nested = [];
    private readonly Dictionary<SharedObject, Referent> byObject = [];
    private readonly Dictionary<int, Holder> processes = [];
    private readonly HashSet<Holder> connections = [];
    private int nestedLimit = 1024;

    /// <summary>How many objects clients hold.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return held.Count;
        }
    }

    /// <summary>The objects that clients hold, by their ids.</summary>
    public IReadOnlyList<Referent> All()
    {
        lock (gate)
            return [.. held.Values.OrderBy(referent => referent.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Shares an object; the holder has the first reference. One that is shared already keeps its id.
    /// </summary>
    public Referent Add(SharedObject shared, IReadOnlyList<string> exposed, Holder? holder)
    {
        lock (gate)
        {
            var referent = byObject.GetValueOrDefault(shared) ?? new(NewId(), shared, exposed);
            Hold(referent, holder);
            return referent;
        }
    }

    /// <summary>The object of an id; null where there is none any more.</summary>
    public Referent? Find(string id)
    {
        lock (gate)
            return FindAny(id);
    }

    /// <summary>Notes that a proxy of an object is held here.</summary>
    public Referent? Nest(string id)
    {
        lock (gate)
        {
            if (FindAny(id) is not { } referent)
                return null;

            if (nested.Count > nestedLimit)
                Forget();
            nested.TryAdd(id, new(referent));
            return referent;
        }
    }

    /// <summary>Adds a reference; false where the object is gone.</summary>
    public bool Increase(string id, Holder? holder)
    {
        lock (gate)
        {
            if (FindAny(id) is not { } referent)
                return false;

            Hold(referent, holder);
            return true;
        }
    }

    /// <summary>Takes a reference away; false where nobody has one.</summary>
    public bool Decrease(string id, Holder? holder)
    {
        lock (gate)
        {
            if (!held.TryGetValue(id, out var referent))
                return nested.ContainsKey(id);

            Release(referent, holder?.Counts.ContainsKey(referent) is true ? holder : OtherHolder(referent), 1);
            return true;
        }
    }

    /// <summary>A holder for a connection.</summary>
    public Holder NewHolder()
    {
        var holder = new Holder(process: null);
        lock (gate)
            connections.Add(holder);
        return holder;
    }

    /// <summary>The holder for a process of this machine; null where none is known.</summary>
    public Holder? HolderOf(Connection connection)
    {
        if (connection.OpenPeer() is not { } process)
            return null;

        lock (gate)
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
        lock (gate)
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
                foreach (var (referent, count) in holder.Counts.ToArray())
                    Release(referent, holder, count);
                connections.Remove(holder);
            }
        }
    }

    // From now on it is one of those whose end is known.
    private void End(int id, Holder process)
    {
        processes.Remove(id);
        connections.Add(process);
        process.End();
        process.Dispose();
    }

    private Referent? FindAny(string id) =>
        held.TryGetValue(id, out var referent)
        || (nested.TryGetValue(id, out var weak) && weak.TryGetTarget(out referent))
            ? referent
            : null;

    private void Hold(Referent referent, Holder? holder)
    {
        held[referent.Id] = byObject[referent.Object] = referent;
        referent.Count++;
        if (holder is not null)
            holder.Counts[referent] = holder.Counts.GetValueOrDefault(referent) + 1;
    }

    private void Release(Referent referent, Holder? holder, int count)
    {
        if (holder is not null && (holder.Counts[referent] -= count) == 0)
            holder.Counts.Remove(referent);
        if ((referent.Count -= count) > 0)
            return;

        held.Remove(referent.Id);
        byObject.Remove(referent.Object);
    }

    // A reference that one process got may be given up by another: first those whose holder is not known.
    private Holder? OtherHolder(Referent referent)
    {
        var holders = processes
            .Values.Concat(connections)
            .Where(holder => holder.Counts.ContainsKey(referent))
            .ToList();
        return referent.Count > holders.Sum(holder => holder.Counts[referent]) ? null : holders[0];
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
