using Multiprocessing.Pickling;

namespace Multiprocessing.Managers;

// Which objects of a server this process holds.
internal sealed partial class RemoteServer
{
    private const int AtOnce = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Holding> held = [];
    private readonly List<Holding> arrived = [];
    private CallChannel? control;
    private bool? isDotNet;
    private int usedBy = Environment.ProcessId;
    private int sweptAt;

    /// <summary>Whether it is a server of .NET.</summary>
    /// <exception cref="ManagerLostException">It has ended.</exception>
    public bool IsDotNet
    {
        get
        {
            lock (gate) return Guarded(Control) is not null;
        }
    }

    /// <summary>An object that the server has, of which a proxy has arrived. It is counted when it is first used, or at the end of the task that it came with.</summary>
    public Reference Refer(string typeId, string id, IReadOnlyList<string>? exposed = null)
    {
        lock (gate)
        {
            if (Find(id) is { } known) return known;

            var reference = Add(new(this, typeId, id) { Exposed = exposed });
            arrived.Add(reference.Holding);
            Arrivals.AreUncounted = true;
            return reference;
        }
    }

    /// <summary>An object that the server has counted for this process already.</summary>
    public Reference Adopt(string typeId, string id, IReadOnlyList<string> exposed)
    {
        lock (gate)
        {
            if (Find(id) is { } known)
            {
                if (known.Holding.IsCounted) TellDropped([id]);
                known.Holding.CountedBy = Environment.ProcessId;
                return known;
            }

            var reference = Add(new(this, typeId, id) { Exposed = exposed });
            reference.Holding.CountedBy = Environment.ProcessId;
            return reference;
        }
    }

    /// <summary>Has the server make an object.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    /// <exception cref="RemoteException">It has no such type, or its arguments are not what it takes.</exception>
    public Reference Create(string typeId, ReadOnlySpan<object?> arguments, Dictionary<object, object?>? named = null)
    {
        Sweep();
        var answer = Ask("create", [typeId, .. arguments], named);
        return answer.Value<object?>() is PythonTuple { Length: 2 } made && made[0] is string id
            ? Adopt(typeId, id, Answer.Names(made[1]))
            : throw new RemoteException($"The manager at {Address} made no {typeId}.");
    }

    /// <summary>The methods that the server lets be called.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public IReadOnlyList<string> ExposedOf(Reference reference) =>
        reference.Exposed ??= Answer.Names(Ask("get_methods", [Token.Of(reference.TypeId, Address, reference.Id)]).Value<object>());

    /// <summary>Asks for a function of the server itself.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public Answer Ask(string function, ReadOnlySpan<object?> arguments, Dictionary<object, object?>? named = null)
    {
        var given = arguments.ToArray();
        lock (gate)
        {
            return Guarded(() => Control() is { } channel ? channel.Request(null, function, given, named) : CallChannel.AskOnce(Address, Key, function, given, named));
        }
    }

    /// <summary>Tells the server that this process no longer has an object.</summary>
    public void Drop(Reference reference)
    {
        lock (gate)
        {
            BecomeForked();
            held.Remove(reference.Id);
            if (!reference.Holding.IsCounted) return;

            reference.Holding.CountedBy = 0;
            TellDropped([reference.Id]);
        }
    }

    /// <summary>Forgets a server that has ended; proxies that are left fail.</summary>
    public void Forget()
    {
        lock (Known) Known.Remove(Address);
        lock (gate)
        {
            held.Clear();
            DropControl();
        }

        DropChannel();
    }

    /// <summary>Has each server count what has arrived of it.</summary>
    public static void CountArrived()
    {
        Arrivals.AreUncounted = false;
        foreach (var server in All()) server.CountAll();
    }

    /// <summary>Tells each server what is no longer held here. What was dropped is known once it was collected.</summary>
    public static void SweepAll()
    {
        foreach (var server in All()) server.Sweep();
    }

    private static RemoteServer[] All()
    {
        lock (Known) return [.. Known.Values];
    }

    private void CountAll()
    {
        Reference[] kept;
        lock (gate)
        {
            kept = [.. arrived.Where(holding => !holding.IsCounted).Select(holding => holding.Reference).OfType<Reference>()];
            arrived.Clear();
        }

        foreach (var reference in kept)
        {
            try
            {
                Count(reference);
            }
            catch (Exception failure) when (failure is IOException or InvalidOperationException or System.Security.Authentication.AuthenticationException)
            {
                // It was not used; who uses it later is told.
            }
        }
    }

    private void Count(Reference reference)
    {
        lock (gate)
        {
            BecomeForked();
            arrived.Remove(reference.Holding);
            if (reference.Holding.IsCounted) return;

            try
            {
                Ask("incref", [reference.Id]).Value<object?>();
            }
            catch (RemoteException gone)
            {
                throw new InvalidOperationException($"The object {reference.Id} ({reference.TypeId}) of the manager at {Address} is gone: nobody held it any more.", gone);
            }

            held[reference.Id] = reference.Holding;
            reference.Holding.CountedBy = Environment.ProcessId;
        }
    }

    private Reference? Find(string id)
    {
        BecomeForked();
        return held.TryGetValue(id, out var holding) ? holding.Reference : null;
    }

    private Reference Add(Reference reference)
    {
        // What stood there and was counted is to be dropped still.
        if (held.TryGetValue(reference.Id, out var dead) && dead.IsCounted)
        {
            reference.Holding = new(reference) { CountedBy = dead.CountedBy };
        }
        else
        {
            reference.Holding = new(reference);
        }

        held[reference.Id] = reference.Holding;
        Arrivals.HadAny = true;
        return reference;
    }

    /// <summary>Tells the server what is no longer held here. What was dropped is known once it was collected, so looking is worth it only after a collection.</summary>
    public void Sweep()
    {
        var collections = GC.CollectionCount(0);
        if (collections == sweptAt) return;

        lock (gate)
        {
            BecomeForked();
            sweptAt = collections;
            var dead = held.Values.Where(holding => holding.Reference is null).ToList();
            foreach (var holding in dead) held.Remove(holding.Id);
            arrived.RemoveAll(holding => holding.IsCounted || holding.Reference is null);
            foreach (var some in dead.Where(holding => holding.IsCounted).Select(holding => holding.Id).Chunk(AtOnce)) TellDropped(some);
        }
    }

    private void TellDropped(string[] ids)
    {
        try
        {
            if (Control() is not { } channel)
            {
                foreach (var id in ids) CallChannel.AskOnce(Address, Key, "decref", [id]);
                return;
            }

            foreach (var id in ids) channel.Send(null, "decref", [id]);
            foreach (var _ in ids) channel.Receive();
        }
        catch (Exception failure) when (failure is IOException or System.Security.Authentication.AuthenticationException)
        {
            // A server that has ended has dropped everything.
            DropControl();
        }
    }

    // CPython's server has no channel for this.
    private CallChannel? Control()
    {
        BecomeForked();
        if (isDotNet == false) return null;

        control ??= CallChannel.Open(Address, Key);
        isDotNet = control.IsDotNet;
        if (control.IsDotNet) return control;

        DropControl();
        return null;
    }

    private T Guarded<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (IOException failure)
        {
            DropControl();
            throw new ManagerLostException(Address.ToString(), failure);
        }
    }

    private void DropControl()
    {
        control?.Dispose();
        control = null;
    }

    // What a forked child has inherited is its parent's.
    private void BecomeForked()
    {
        if (usedBy == Environment.ProcessId) return;

        usedBy = Environment.ProcessId;
        control = null;
        held.Clear();
        arrived.Clear();
    }
}
