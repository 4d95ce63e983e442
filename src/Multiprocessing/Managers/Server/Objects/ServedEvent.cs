using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>threading.Event</c>.</summary>
internal sealed class ServedEvent() : SynchronizationObject<ServedEvent>("Event")
{
    private static readonly MethodTable<ServedEvent> Table = new()
    {
        { "is_set()", static (self, _) => (object)Volatile.Read(ref self.isSet) },
        { "set()", static (self, _) => self.Set() },
        { "clear()", static (self, _) => Volatile.Write(ref self.isSet, false) },
        {
            "wait(timeout=None)",
            static (self, given) => (object)self.Wait(given.ClientThread, Deadline.AfterSeconds(given.Seconds(0)))
        },
    };

    private readonly object waiters = new();
    private bool isSet;
    private long timesSet;

    protected override MethodTable<ServedEvent> Methods => Table;

    public override string Repr() => $"<threading.Event: {(isSet ? "set" : "unset")}>";

    private void Set()
    {
        lock (waiters)
        {
            isSet = true;
            timesSet++;
            Monitor.PulseAll(waiters);
        }
    }

    private bool Wait(ClientThread clientThread, Deadline deadline)
    {
        lock (waiters)
        {
            // A thread that waited when the flag was set returns, even if it is cleared by now.
            var before = timesSet;
            while (!isSet && timesSet == before)
            {
                if (!clientThread.Wait(waiters, deadline))
                    return isSet || timesSet != before;
            }

            return true;
        }
    }
}
