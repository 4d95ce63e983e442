using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// Python's <c>threading.Barrier</c>. A party that dies while it waits breaks it, like one that stops waiting.
/// </summary>
internal sealed class ServedBarrier : SynchronizationObject<ServedBarrier>
{
    private static readonly MethodTable<ServedBarrier> Table = new()
    {
        { "__getattribute__(name)", static (self, given) => self.Attribute(given[0]) },
        { "wait(timeout=None)", static (self, given) => (object)self.Wait(given.ClientThread, given.Seconds(0)) },
        { "abort()", static (self, _) => self.Abort() },
        { "reset()", static (self, _) => self.Reset() },
    };

    private readonly object waiters = new();
    private readonly int parties;
    private readonly double? timeout;
    private State state = State.Filling;
    private int count;

    public ServedBarrier(int parties, object? action, double? timeout)
        : base("Barrier")
    {
        if (parties < 1)
            throw PythonError.Value("parties must be > 0");
        if (action is not null)
        {
            throw PythonError.Of(
                "NotImplementedError",
                "a Barrier's action would run a Python function in a .NET server: "
                    + "run it in the party whose wait() returns 0"
            );
        }

        (this.parties, this.timeout) = (parties, timeout);
    }

    private enum State
    {
        Filling,
        Draining,
        Resetting,
        Broken,
    }

    protected override MethodTable<ServedBarrier> Methods => Table;

    private object Attribute(object? name)
    {
        lock (waiters)
        {
            return name switch
            {
                "parties" => parties,
                "n_waiting" => state == State.Filling ? count : 0,
                "broken" => state == State.Broken,
                _ => throw PythonError.Attribute($"'Barrier' object has no attribute '{name}'"),
            };
        }
    }

    private int Wait(ClientThread clientThread, double? seconds)
    {
        var deadline = Deadline.AfterSeconds(seconds ?? timeout);
        lock (waiters)
        {
            while (state is State.Draining or State.Resetting)
                clientThread.Wait(waiters, Deadline.Never);
            if (state == State.Broken)
                throw Broken();

            var index = count++;
            try
            {
                if (count == parties)
                    To(State.Draining);
                else
                    Gather(clientThread, deadline);
                return index;
            }
            finally
            {
                Leave();
            }
        }
    }

    private void Gather(ClientThread clientThread, Deadline deadline)
    {
        try
        {
            while (state == State.Filling)
            {
                if (clientThread.Wait(waiters, deadline) || state != State.Filling)
                    continue;

                To(State.Broken);
            }
        }
        catch (ClientGoneException) when (state == State.Filling)
        {
            To(State.Broken);
            throw;
        }

        if (state is State.Broken or State.Resetting)
            throw Broken();
    }

    // The last party that leaves lets the next ones in.
    private void Leave()
    {
        if (--count == 0 && state is State.Draining or State.Resetting)
            To(State.Filling);
    }

    private void Abort()
    {
        lock (waiters)
            To(State.Broken);
    }

    private void Reset()
    {
        lock (waiters)
            To(count == 0 ? State.Filling : State.Resetting);
    }

    private void To(State next)
    {
        state = next;
        Monitor.PulseAll(waiters);
    }

    private static PythonError Broken() => new(new("threading", "BrokenBarrierError"));
}
