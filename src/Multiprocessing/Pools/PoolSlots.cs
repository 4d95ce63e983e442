using System.Buffers.Binary;
using Multiprocessing.Pickling;
using Multiprocessing.Processes;

namespace Multiprocessing.Pools;

/// <summary>The parent's side of the shared slots: small chunks on their way, and who sleeps.</summary>
internal sealed partial class PoolSlots : IDisposable
{
    /// <summary>What becomes of an answer.</summary>
    public delegate void Answered(Job job, int chunk, ReadOnlySpan<byte> message);

    private readonly SlotMemory slots;
    private readonly Dictionary<Delegate, int> functions = [];
    private readonly PickleWriter definition = new();
    private readonly (Job Job, int Chunk)[] tasks;
    private readonly int[] free, inFlight; // the latter in the order of their tickets
    private int freeCount, inFlightCount, functionsLength;
    private (Delegate? Function, int At) last; // looking it up costs as much as publishing

    private PoolSlots(SlotMemory slots)
    {
        this.slots = slots;
        (tasks, free, inFlight) = (new (Job, int)[slots.Count], new int[slots.Count], new int[slots.Count]);
        while (freeCount < free.Length) free[freeCount] = freeCount++;
    }

    private ReadOnlySpan<int> InFlight => new(inFlight, 0, inFlightCount);

    /// <summary>Slots for so many workers; null where the system has no memory that can be shared so.</summary>
    public static PoolSlots? TryCreate(int workers) => SlotMemory.TryCreate(workers) is { } slots ? new(slots) : null;

    /// <summary>What the worker of a number gets.</summary>
    public WorkerSlots Worker(int seat) => new(slots, seat);

    /// <summary>Whether a chunk's arguments may be published: they fit, and there is room for the name of its function.</summary>
    public bool Fits(Job job, ReadOnlySpan<byte> arguments) =>
        arguments.Length <= SlotMemory.PayloadSize && (ReferenceEquals(last.Function, job.Function) || TryFind(job.Function));

    /// <summary>Publishes the chunk that was last found to fit; false while there is no free slot.</summary>
    public bool TryPublish(Job job, int chunk, ReadOnlySpan<byte> arguments)
    {
        if (freeCount == 0) return false;

        var slot = free[--freeCount];
        inFlight[inFlightCount++] = slot;
        tasks[slot] = (job, chunk);
        slots.Function(slot) = last.At;
        slots.SetPayload(slot, arguments);
        var ticket = slots.Published;
        Volatile.Write(ref slots.State(slot), SlotState.Ready(ticket));
        Volatile.Write(ref slots.Ring(ticket), slot);
        Volatile.Write(ref slots.Published, ticket + 1);
        return true;
    }

    /// <summary>Takes the answers that are there.</summary>
    public void Collect(Answered answered)
    {
        int kept = 0, at = 0;
        var claimed = Volatile.Read(ref slots.Claimed);
        try
        {
            while (at < inFlightCount)
            {
                var slot = inFlight[at];
                var state = Volatile.Read(ref slots.State(slot));
                if (SlotState.IsDone(state))
                {
                    at++;
                    var (job, chunk) = tasks[slot];
                    Free(slot);
                    answered(job, chunk, slots.Payload(slot));
                }
                else if (SlotState.Ticket(state) < claimed)
                {
                    inFlight[kept++] = inFlight[at++];
                }
                else
                {
                    break;
                }
            }
        }
        finally
        {
            Array.Copy(inFlight, at, inFlight, kept, inFlightCount - at);
            inFlightCount -= at - kept;
        }
    }

    /// <summary>Takes back what no worker has claimed, for its jobs to hand out again.</summary>
    public void TakeBack()
    {
        if (inFlightCount == 0) return;

        var kept = inFlightCount;
        for (var i = inFlightCount - 1; i >= 0; i--)
        {
            var slot = inFlight[i];
            var state = Volatile.Read(ref slots.State(slot));
            if (SlotState.IsReady(state) && Interlocked.CompareExchange(ref slots.State(slot), SlotState.Free, state) == state)
            {
                var (job, chunk) = tasks[slot];
                job.PutBack(chunk);
                Free(slot);
            }
            else
            {
                inFlight[--kept] = slot;
            }
        }

        Array.Copy(inFlight, kept, inFlight, 0, inFlightCount - kept);
        inFlightCount -= kept;
        slots.PassTaken();
    }

    /// <summary>Takes one slot out of use, whose answer comes over its worker's connection; its task.</summary>
    public (Job Job, int Chunk) Remove(int slot)
    {
        var task = tasks[slot];
        var at = Array.IndexOf(inFlight, slot, 0, inFlightCount);
        if (at < 0) throw new InvalidDataException($"Slot {slot} is not in use.");

        Array.Copy(inFlight, at + 1, inFlight, at, inFlightCount - at - 1);
        inFlightCount--;
        Free(slot);
        return task;
    }

    /// <summary>Forgets a worker that has ended; what it had claimed and not answered.</summary>
    public (Job Job, int Chunk)? Lose(int seat)
    {
        TryWake(seat);
        slots.PassTaken();
        return RunningSlot(seat) is { } slot ? Remove(slot) : null;
    }

    /// <summary>Whether a worker runs a slot, or has not yet been heard to have answered it.</summary>
    public bool IsRunning(int seat) => RunningSlot(seat) is not null;

    public void Dispose()
    {
        (freeCount, inFlightCount) = (0, 0);
        slots.Memory.Dispose();
    }

    private int? RunningSlot(int seat)
    {
        foreach (var slot in InFlight)
            if (Volatile.Read(ref slots.State(slot)) is var state && SlotState.IsRunning(state) && SlotState.Seat(state) == seat) return slot;
        return null;
    }

    private void Free(int slot)
    {
        Volatile.Write(ref slots.State(slot), SlotState.Free);
        tasks[slot] = default;
        free[freeCount++] = slot;
    }

    private bool TryFind(Delegate function)
    {
        if (!functions.TryGetValue(function, out var at) && !TryDefine(function, out at)) return false;

        last = (function, at);
        return true;
    }

    private bool TryDefine(Delegate function, out int at)
    {
        at = functionsLength;
        definition.WriteFunction(function);
        var room = slots.Functions[functionsLength..];
        if (room.Length < sizeof(int) + definition.Length) return false;

        BinaryPrimitives.WriteInt32LittleEndian(room, definition.Length);
        definition.Written.CopyTo(room[sizeof(int)..]);
        functions.Add(function, at);
        functionsLength += sizeof(int) + definition.Length;
        return true;
    }
}
