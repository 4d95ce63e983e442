using Multiprocessing.Connections;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// Who a call came from: one connection, which is one thread of a client. It owns what is owned by a thread in Python,
/// and waits no longer than its client lives.
/// </summary>
internal sealed class ClientThread(Connection connection, CancellationToken stopping)
{
    // How soon a wait finds that the client has died or the server ends.
    private const int Look = 200;

    private readonly List<SharedReentrantLock> held = [];

    /// <summary>
    /// Waits to be pulsed under the waiters, which the calling thread has entered; false when the time is up.
    /// </summary>
    /// <exception cref="ClientGoneException">The client has ended meanwhile, or the server does; another waiter was
    /// pulsed instead.</exception>
    public bool Wait(object waiters, Deadline deadline)
    {
        var left = deadline.MillisecondsLeft;
        if (left == 0)
            return false;

        var pulsed = Monitor.Wait(waiters, left < 0 ? Look : Math.Min(left, Look));
        if (!stopping.IsCancellationRequested && !connection.HasEnded())
            return pulsed || !deadline.HasPassed;

        Monitor.Pulse(waiters);
        throw new ClientGoneException();
    }

    /// <summary>Notes what the client thread has acquired, which nobody can release when it is gone.</summary>
    public void Hold(SharedReentrantLock acquired) => held.Add(acquired);

    public void Drop(SharedReentrantLock released) => held.Remove(released);

    /// <summary>Releases what the client thread held, at its end.</summary>
    public void ReleaseAll()
    {
        foreach (var one in held.ToArray())
            one.ReleaseFully(this);
    }
}
