using Multiprocessing.Connections;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// The thread of a client that a call comes from: each has a connection of its own. It owns what a thread owns in
/// Python, and its waits end when the client ends.
/// </summary>
internal sealed class ClientThread(Connection connection, CancellationToken stopping)
{
    // How soon a wait notices that the client has died or the server is stopping.
    private const int PollMilliseconds = 200;

    private readonly List<ServedReentrantLock> ownedLocks = [];
    private Action? putBack;

    /// <summary>
    /// Waits to be pulsed on a monitor, which the calling thread has entered; false when the time is up.
    /// </summary>
    /// <exception cref="ClientGoneException">The client has ended, or the server is stopping; another waiter was pulsed
    /// instead.</exception>
    public bool Wait(object waiters, Deadline deadline)
    {
        var left = deadline.MillisecondsLeft;
        if (left == 0)
            return false;

        var pulsed = Monitor.Wait(waiters, left < 0 ? PollMilliseconds : Math.Min(left, PollMilliseconds));
        if (!stopping.IsCancellationRequested && !connection.HasEnded())
            return pulsed || !deadline.HasPassed;

        Monitor.Pulse(waiters);
        throw new ClientGoneException();
    }

    /// <summary>
    /// Returns what a call has removed from an object; <paramref name="undo"/> puts it back if it cannot be sent.
    /// </summary>
    public object? Taken(object? value, Action undo)
    {
        putBack = undo;
        return value;
    }

    /// <summary>Ends a call: puts back what it removed, unless that was sent.</summary>
    public void EndCall(bool wasSent)
    {
        var undo = putBack;
        putBack = null;
        if (!wasSent)
            undo?.Invoke();
    }

    /// <summary>Notes a lock that this thread has acquired, and that no other thread can release.</summary>
    public void Hold(ServedReentrantLock acquired) => ownedLocks.Add(acquired);

    public void Drop(ServedReentrantLock released) => ownedLocks.Remove(released);

    /// <summary>Releases all locks of this thread, when it has ended.</summary>
    public void ReleaseAll()
    {
        foreach (var one in ownedLocks.ToArray())
            one.ReleaseFully(this);
    }
}
