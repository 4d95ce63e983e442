using System.Security.Authentication;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Pickling.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

// The objects of a server that this process has references to.
internal sealed partial class RemoteServer
{
    private const int BatchSize = 64;

    private readonly Dictionary<string, ReferenceLease> leases = [];
    private readonly List<ReferenceLease> pending = [];
    private int sweptAt;

    /// <summary>
    /// A reference to an object whose proxy has arrived from another process. It is registered with the server when it
    /// is first used, or at the end of the task that it came with.
    /// </summary>
    public RemoteReference Refer(string typeId, string id, IReadOnlyList<string>? exposed = null)
    {
        lock (serverLock)
        {
            if (Find(id) is { } known)
                return known;

            var reference = Add(new(this, typeId, id) { Exposed = exposed });
            pending.Add(reference.Lease);
            PendingReferences.Add();
            return reference;
        }
    }

    /// <summary>A reference that the server has already counted for this process.</summary>
    public RemoteReference Adopt(string typeId, string id, IReadOnlyList<string> exposed)
    {
        lock (serverLock)
        {
            if (Find(id) is { } known)
            {
                if (known.Lease.IsRegistered)
                    ReleaseOnServer([id]);
                known.Lease.RegisteredFor = ProcessOwnership.OfThisProcess;
                if (ProxyTypes.IsStandard(typeId))
                    known.TypeId = typeId;
                return known;
            }

            var reference = Add(new(this, typeId, id) { Exposed = exposed });
            reference.Lease.RegisteredFor = ProcessOwnership.OfThisProcess;
            return reference;
        }
    }

    /// <summary>Has the server create an object.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    /// <exception cref="RemoteException">It has no such type, or the type does not take the arguments.</exception>
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
            : throw new RemoteException($"The manager at {Address} did not create a {typeId}.");
    }

    /// <summary>The methods that clients can call on an object.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public IReadOnlyList<string> ExposedOf(RemoteReference reference) =>
        reference.Exposed ??= Answer.Names(
            Ask("get_methods", [Token.Of(reference.TypeId, Address, reference.Id)]).Value<object>()
        );

    /// <summary>Tells the server that this process no longer uses an object.</summary>
    public void Drop(RemoteReference reference)
    {
        lock (serverLock)
        {
            ResetAfterFork();
            leases.Remove(reference.Id);
            if (!reference.Lease.IsRegistered)
                return;

            reference.Lease.RegisteredFor = default;
            ReleaseOnServer([reference.Id]);
        }
    }

    /// <summary>
    /// Releases on the server the references whose proxies were garbage-collected. Only a collection can bring more of
    /// them, so nothing is done before the next one.
    /// </summary>
    public void Sweep()
    {
        var collections = GC.CollectionCount(0);
        if (collections == sweptAt)
            return;

        lock (serverLock)
        {
            ResetAfterFork();
            sweptAt = collections;
            var dead = leases.Values.Where(lease => lease.Reference is null).ToList();
            foreach (var lease in dead)
                leases.Remove(lease.Id);
            pending.RemoveAll(lease => lease.IsRegistered || lease.Reference is null);
            foreach (var ids in dead.Where(lease => lease.IsRegistered).Select(lease => lease.Id).Chunk(BatchSize))
                ReleaseOnServer(ids);
        }
    }

    /// <summary>Registers the pending references with each of their servers.</summary>
    public static void RegisterAllPending()
    {
        foreach (var server in All())
            server.RegisterPending();
    }

    /// <summary>Does <see cref="Sweep"/> for each server.</summary>
    public static void SweepAll()
    {
        foreach (var server in All())
            server.Sweep();
    }

    // Another thread may be creating an object whose constructor takes its time.
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

    private void RegisterPending()
    {
        // What this thread has added is seen without the lock, which may be held for as long as the server takes to
        // create an object.
        if (pending.Count == 0)
            return;

        RemoteReference[] references;
        lock (serverLock)
        {
            ResetAfterFork();
            pending.RemoveAll(lease => lease.IsRegistered || lease.Reference is null);
            references = [.. pending.Select(lease => lease.Reference).OfType<RemoteReference>()];
        }

        foreach (var reference in references)
        {
            try
            {
                Register(reference);
            }
            catch (Exception failure)
                when (failure is IOException or InvalidOperationException or AuthenticationException)
            {
                // Nothing has used the reference yet; its first use reports the failure.
            }
        }
    }

    private void Register(RemoteReference reference)
    {
        lock (serverLock)
        {
            ResetAfterFork();
            if (reference.Lease.IsRegistered)
                return;

            try
            {
                _ = Ask("incref", [reference.Id]).Returned;
            }
            catch (RemoteException gone)
            {
                throw new InvalidOperationException(
                    $"The object {reference.Id} ({reference.TypeId}) of the manager at {Address} no longer exists: "
                        + "its last reference was released.",
                    gone
                );
            }
            finally
            {
                // Not before: another thread that finds nothing pending relies on it.
                pending.Remove(reference.Lease);
            }

            leases[reference.Id] = reference.Lease;
            reference.Lease.RegisteredFor = ProcessOwnership.OfThisProcess;
        }
    }

    private RemoteReference? Find(string id)
    {
        ResetAfterFork();
        return leases.TryGetValue(id, out var lease) ? lease.Reference : null;
    }

    private RemoteReference Add(RemoteReference reference)
    {
        // A lease whose reference was collected, but not yet swept, passes its registration on.
        reference.Lease = new(reference)
        {
            RegisteredFor = leases.TryGetValue(reference.Id, out var unused) ? unused.RegisteredFor : default,
        };
        leases[reference.Id] = reference.Lease;
        PendingReferences.Watch();
        return reference;
    }

    private void ReleaseOnServer(string[] ids)
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
        catch (Exception failure) when (failure is IOException or AuthenticationException)
        {
            // A server that has ended holds no references any more.
            DropControl();
        }
    }
}
