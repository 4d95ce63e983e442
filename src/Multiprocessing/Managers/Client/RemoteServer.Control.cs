using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Client;

// The channel over which objects are made, counted and dropped.
internal sealed partial class RemoteServer
{
    private readonly Lock serverLock = new();
    private CallChannel? control;
    private bool? isDotNet;
    private ProcessOwnership ownership = ProcessOwnership.OfThisProcess;

    /// <summary>Whether it is a server of .NET.</summary>
    /// <exception cref="ManagerLostException">It has ended.</exception>
    public bool IsDotNet
    {
        get
        {
            lock (serverLock)
                return Guarded(Control) is not null;
        }
    }

    /// <summary>Asks for a function of the server itself.</summary>
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
    /// Ends what connects this thread with the server, if this process holds nothing of it. A later use connects again.
    /// </summary>
    public void Disconnect()
    {
        lock (serverLock)
        {
            if (held.Count == 0)
                DropControl();
        }

        DropChannel();
    }

    /// <summary>Forgets a server that has ended; proxies that are left fail.</summary>
    public void Forget()
    {
        lock (Known)
            Known.Remove(Address);
        lock (serverLock)
        {
            held.Clear();
            DropControl();
        }

        DropChannel();
    }

    // CPython's server has no channel for this.
    private CallChannel? Control()
    {
        BecomeForked();
        if (isDotNet == false)
            return null;

        control ??= CallChannel.Open(Address, Key);
        isDotNet = control.IsDotNet;
        if (control.IsDotNet)
            return control;

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
            throw new ManagerLostException(Address, failure);
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
        if (ownership.IsCurrent)
            return;

        ownership = ProcessOwnership.OfThisProcess;
        control = null;
        held.Clear();
        arrived.Clear();
    }
}
