using Multiprocessing.Connections;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// Who a call came from: one connection, which is one thread of a client. It owns what is owned by a thread in Python,
/// and waits no longer than its client lives.
/// </summary>
internal sealed class Caller(Connection connection, CancellationToken stopping)
{
    // How soon a wait finds that the client has died or the server ends.
    private const int Look = 200;

    private readonly List<SharedReentrantLock> held = [];

    /// <summary>
    /// Waits to be pulsed under the gate, which the calling thread has entered; false when the time is up.
    /// </summary>
    /// <exception cref="CallerGoneException">The client has ended meanwhile, or the server does; another waiter was
    /// pulsed instead.</exception>
    public bool Wait(object gate, Deadline deadline)
    {
        var left = deadline.MillisecondsLeft;
        if (left == 0)
            return false;

        var pulsed = Monitor.Wait(gate, left < 0 ? Look : Math.Min(left, Look));
        if (!stopping.IsCancellationRequested && !connection.HasEnded())
            return pulsed || !deadline.HasPassed;

        Monitor.Pulse(gate);
        throw new CallerGoneException();
    }

    /// <summary>Notes what the caller has acquired, which nobody can release when it is gone.</summary>
    public void Hold(SharedReentrantLock acquired) => held.Add(acquired);

    public void Drop(SharedReentrantLock released) => held.Remove(released);

    /// <summary>Releases what the caller held, at its end.</summary>
    public void ReleaseAll()
    {
        foreach (var one in held.ToArray())
            one.ReleaseFully(this);
    }
}
