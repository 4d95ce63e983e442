using Multiprocessing.Managers.Protocol;
using Multiprocessing.Pickling.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

// Which objects of a server this process holds.
internal sealed partial class RemoteServer
{
    private const int AtOnce = 64;

    private readonly Dictionary<string, ReferenceLease> held = [];
    private readonly List<ReferenceLease> arrived = [];
    private int sweptAt;

    /// <summary>
    /// An object that the server has, of which a proxy has arrived. It is counted when it is first used, or at the end
    /// of the task that it came with.
    /// </summary>
    public RemoteReference Refer(string typeId, string id, IReadOnlyList<string>? exposed = null)
    {
        lock (serverLock)
        {
            if (Find(id) is { } known)
                return known;

            var reference = Add(new(this, typeId, id) { Exposed = exposed });
            arrived.Add(reference.Lease);
            PendingReferences.Add();
            return reference;
        }
    }

    /// <summary>An object that the server has counted for this process already.</summary>
    public RemoteReference Adopt(string typeId, string id, IReadOnlyList<string> exposed)
    {
        lock (serverLock)
        {
            if (Find(id) is { } known)
            {
                if (known.Lease.IsCounted)
                    TellDropped([id]);
                known.Lease.CountedFor = ProcessOwnership.OfThisProcess;
                return known;
            }

            var reference = Add(new(this, typeId, id) { Exposed = exposed });
            reference.Lease.CountedFor = ProcessOwnership.OfThisProcess;
            return reference;
        }
    }

    /// <summary>Has the server make an object.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    /// <exception cref="RemoteException">It has no such type, or its arguments are not what it takes.</exception>
    public RemoteReference Create(
        string typeId,
        ReadOnlySpan<object?> arguments,
        Dictionary<object, object?>? named = null
    )
    {
        Sweep();
        var answer = Ask("create", [typeId, .. arguments], named);
        return answer.Value<object?>() is PythonTuple { Length: 2 } made && made[0] is string id
            ? Adopt(typeId, id, Answer.Names(made[1]))
            : throw new RemoteException($"The manager at {Address} made no {typeId}.");
    }

    /// <summary>The methods that the server lets be called.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public IReadOnlyList<string> ExposedOf(RemoteReference reference) =>
        reference.Exposed ??= Answer.Names(
            Ask("get_methods", [Token.Of(reference.TypeId, Address, reference.Id)]).Value<object>()
        );

    /// <summary>Tells the server that this process no longer has an object.</summary>
    public void Drop(RemoteReference reference)
    {
        lock (serverLock)
        {
            BecomeForked();
            held.Remove(reference.Id);
            if (!reference.Lease.IsCounted)
                return;

            reference.Lease.CountedFor = default;
            TellDropped([reference.Id]);
        }
    }

    /// <summary>
    /// Tells the server what is no longer held here. What was dropped is known once it was collected, so looking is
    /// worth it only after a collection.
    /// </summary>
    public void Sweep()
    {
        var collections = GC.CollectionCount(0);
        if (collections == sweptAt)
            return;

        lock (serverLock)
        {
            BecomeForked();
            sweptAt = collections;
            var dead = held.Values.Where(holding => holding.Reference is null).ToList();
            foreach (var holding in dead)
                held.Remove(holding.Id);
            arrived.RemoveAll(holding => holding.IsCounted || holding.Reference is null);
            foreach (var some in dead.Where(holding => holding.IsCounted).Select(holding => holding.Id).Chunk(AtOnce))
                TellDropped(some);
        }
    }

    /// <summary>Has each server count what has arrived of it.</summary>
    public static void CountArrived()
    {
        foreach (var server in All())
            server.CountAll();
    }

    /// <summary>
    /// Tells each server what is no longer held here. What was dropped is known once it was collected.
    /// </summary>
    public static void SweepAll()
    {
        foreach (var server in All())
            server.Sweep();
    }

    // Another thread may have an object made, by a constructor that takes its time.
    private void SweepUnlessBusy()
    {
        if (GC.CollectionCount(0) == sweptAt || !serverLock.TryEnter())
            return;

        try
        {
            Sweep();
        }
        finally
        {
            serverLock.Exit();
        }
    }

    private static RemoteServer[] All()
    {
        lock (Known)
            return [.. Known.Values];
    }

    private void CountAll()
    {
        RemoteReference[] kept;
        lock (serverLock)
        {
            kept =
            [
                .. arrived
                    .Where(holding => !holding.IsCounted)
                    .Select(holding => holding.Reference)
                    .OfType<RemoteReference>(),
            ];
            arrived.Clear();
        }

        foreach (var reference in kept)
        {
            try
            {
                Count(reference);
            }
            catch (Exception failure)
                when (failure
                        is IOException
                            or InvalidOperationException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // It was not used; who uses it later is told.
            }
        }
    }

    private void Count(RemoteReference reference)
    {
        lock (serverLock)
        {
            BecomeForked();
            arrived.Remove(reference.Lease);
            if (reference.Lease.IsCounted)
                return;

            try
            {
                Ask("incref", [reference.Id]).Value<object?>();
            }
            catch (RemoteException gone)
            {
                throw new InvalidOperationException(
                    $"The object {reference.Id} ({reference.TypeId}) of the manager at {Address} is gone: nobody held it any more.",
                    gone
                );
            }

            held[reference.Id] = reference.Lease;
            reference.Lease.CountedFor = ProcessOwnership.OfThisProcess;
        }
    }

    private RemoteReference? Find(string id)
    {
        BecomeForked();
        return held.TryGetValue(id, out var holding) ? holding.Reference : null;
    }

    private RemoteReference Add(RemoteReference reference)
    {
        // What the server counted for one that nobody uses any more stands for this one.
        reference.Lease = new(reference)
        {
            CountedFor = held.TryGetValue(reference.Id, out var unused) ? unused.CountedFor : default,
        };
        held[reference.Id] = reference.Lease;
        PendingReferences.Watch();
        return reference;
    }

    private void TellDropped(string[] ids)
    {
        try
        {
            if (Control() is not { } channel)
            {
                foreach (var id in ids)
                    CallChannel.AskOnce(Address, Key, "decref", [id]);
                return;
            }

            foreach (var id in ids)
                channel.Send(null, "decref", [id]);
            foreach (var _ in ids)
                channel.Receive();
        }
        catch (Exception failure)
            when (failure is IOException or System.Security.Authentication.AuthenticationException)
        {
            // A server that has ended has dropped everything.
            DropControl();
        }
    }
}
