using System.Globalization;
using System.Text;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Pools;

// What the mailboxes hold, for a person who debugs a pool.
internal sealed partial class PoolMailboxes
{
    private const int MostListed = 10;

    // For each worker, the ticket that it was last seen to run, and when it was first seen to. Workers take no time
    // themselves: a clock's read is a few percent of a small chunk.
    private readonly Dictionary<int, (long Ticket, long Since)> seen = [];

    /// <summary>Notes what each worker runs.</summary>
    public void Observe()
    {
        foreach (var mailbox in InFlight)
        {
            var state = Volatile.Read(ref mailboxes.State(mailbox));
            if (MailboxState.IsRunning(state))
                Since(state);
        }
    }

    /// <summary>The chunk that a worker runs, and since when it has been seen to; null for none.</summary>
    public (PoolCall Call, int Chunk, long Since)? Running(int workerIndex) =>
        RunningMailbox(workerIndex) is { } mailbox
            ? (chunks[mailbox].Call, chunks[mailbox].Chunk, Since(Volatile.Read(ref mailboxes.State(mailbox))))
            : null;

    /// <summary>What no worker has claimed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var unclaimed = 0;
        foreach (var mailbox in InFlight)
        {
            if (!MailboxState.IsReady(Volatile.Read(ref mailboxes.State(mailbox))))
                continue;
            if (++unclaimed > MostListed)
                continue;

            var (call, chunk) = chunks[mailbox];
            text.Append(unclaimed == 1 ? ": " : ", ");
            text.Append(CultureInfo.InvariantCulture, $"chunk {chunk} of call {call.Number}");
        }

        if (unclaimed > MostListed)
            text.Append(", …");
        return $"{unclaimed} chunks are unclaimed in {mailboxes.Count} mailboxes{text}";
    }

    private long Since(long state)
    {
        var (worker, ticket) = (MailboxState.WorkerIndex(state), MailboxState.Ticket(state));
        if (!seen.TryGetValue(worker, out var last) || last.Ticket != ticket)
            seen[worker] = last = (ticket, Environment.TickCount64);
        return last.Since;
    }
}
