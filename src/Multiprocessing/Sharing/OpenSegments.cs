using Multiprocessing.Workers;

namespace Multiprocessing.Sharing;

/// <summary>
/// The segments that this process uses. It finds the object of a segment that arrives again, and closes what the
/// program did not: at the end of the process, and, in forked children, where finalizers do not run, as objects are
/// collected.
/// </summary>
internal static class OpenSegments
{
    // An object, not a Lock: the cold-start rule.
    private static readonly object LeasesLock = new();

    // By the names of their segments: the oldest first.
    private static readonly Dictionary<string, List<SegmentLease>> Leases = [];
    private static int count;

    private static bool watches;
    private static int sweepAt = 16,
        collections;

    /// <summary>How many segments are open.</summary>
    public static int Count
    {
        get
        {
            lock (LeasesLock)
                return count;
        }
    }

    private static IEnumerable<SegmentLease> All => Leases.Values.SelectMany(same => same);

    public static void Add(SegmentLease lease)
    {
        SegmentLease[]? dropped = null;
        lock (LeasesLock)
        {
            Watch();
            if (!Leases.TryGetValue(lease.Segment.Name, out var same))
                Leases.Add(lease.Segment.Name, same = []);
            same.Add(lease);
            if (++count >= sweepAt || collections != GC.CollectionCount(0))
            {
                collections = GC.CollectionCount(0);
                dropped = Dropped();
                sweepAt = Math.Max(16, 2 * (count - dropped.Length));
            }
        }

        Release(dropped);
    }

    /// <summary>False if it was removed before.</summary>
    public static bool Remove(SegmentLease lease)
    {
        lock (LeasesLock)
        {
            if (!Leases.TryGetValue(lease.Segment.Name, out var same) || !same.Remove(lease))
                return false;

            count--;
            if (same.Count == 0)
                Leases.Remove(lease.Segment.Name);
            return true;
        }
    }

    /// <summary>The object of a type that stands for a segment in this process, or else a new one.</summary>
    /// <exception cref="SharedMemoryException">There is no such segment, or it contains something else.</exception>
    public static object Arrive(Type type, string name, long[]? place, Func<SharedMemory, long[]?, object> make)
    {
        lock (LeasesLock)
        {
            foreach (var lease in Leases.GetValueOrDefault(name) ?? [])
            {
                if (lease.Owner?.View is { } view && IsOf(view, type, place))
                    return view;
            }
        }

        return SharedMemory.Open(name, memory => make(memory, place));
    }

    private static bool IsOf(object view, Type type, long[]? place) =>
        view.GetType() == type
        && ((ISharedObject)view).Place is var other
        && (place is null ? other is null : other is not null && place.AsSpan().SequenceEqual(other));

    private static void Sweep()
    {
        SegmentLease[] dropped;
        lock (LeasesLock)
            dropped = Dropped();
        Release(dropped);
    }

    private static SegmentLease[] Dropped() => [.. All.Where(lease => lease.Owner is null)];

    private static void Release(SegmentLease[]? dropped)
    {
        foreach (var lease in dropped ?? [])
            lease.ReleaseOwner();
    }

    private static void Watch()
    {
        if (watches)
            return;

        watches = true;
        TaskBoundary.WhenProcessEnds(CloseAll);
        TaskBoundary.WhenWorkerIsIdle(Sweep);
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => CloseAll();
    }

    // Other threads may still read the memory, which the system unmaps.
    private static void CloseAll()
    {
        SegmentLease[] all;
        lock (LeasesLock)
            all = [.. All];
        foreach (var lease in all)
            lease.Close(unmaps: false);
    }
}
