using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

// The channel over which objects are created and references are registered and released.
internal sealed partial class RemoteServer
{
    private readonly Lock serverLock = new();
    private CallChannel? control;
    private bool? hasDotNetExtension;
    private ProcessOwnership ownership = ProcessOwnership.OfThisProcess;

    /// <summary>Whether the server has the <see cref="Protocol.DotNetExtension"/>.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public bool HasDotNetExtension
    {
        get
        {
            lock (serverLock)
                return Guarded(Control) is not null;
        }
    }

    /// <summary>Calls a function of the server itself.</summary>
    /// <exception cref="ManagerLostException">The server has ended.</exception>
    public Answer Ask(string function, ReadOnlySpan<object?> arguments, Dictionary<object, object?>? named = null)
    {
        var given = arguments.ToArray();
        lock (serverLock)
        {
            return Guarded(() =>
                Control() is { } channel
                    ? channel.Request(null, function, given, named)
                    : CallChannel.AskOnce(Address, Key, function, given, named)
            );
        }
    }

    /// <summary>
    /// Ends the channels of this thread, and the control channel if this process has no references. A later use
    /// connects again.
    /// </summary>
    public void Disconnect()
    {
        lock (serverLock)
        {
            if (leases.Count == 0)
                DropControl();
        }

        DropChannel();
    }

    /// <summary>Forgets a server that has ended; the proxies that are left fail.</summary>
    public void Forget()
    {
        lock (Known)
        {
            // Another server may listen at the same address by now.
            if (Known.TryGetValue(Address, out var known) && known == this)
                Known.Remove(Address);
        }

        lock (serverLock)
        {
            leases.Clear();
            DropControl();
        }

        DropChannel();
    }

    // Null for a server without the extension: there each function needs a connection of its own.
    private CallChannel? Control()
    {
        ResetAfterFork();
        if (hasDotNetExtension == false)
            return null;

        control ??= Open();
        hasDotNetExtension = control.HasDotNetExtension;
        if (control.HasDotNetExtension)
            return control;

        DropControl();
        WatchEnd();
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
            throw new ManagerLostException(Address, failure);
        }
    }

    private void DropControl()
    {
        control?.Dispose();
        control = null;
    }

    // A forked child inherits channels and registrations that belong to its parent.
    private void ResetAfterFork()
    {
        if (ownership.IsCurrent)
            return;

        ownership = ProcessOwnership.OfThisProcess;
        control = null;
        leases.Clear();
        pending.Clear();
    }
}
