using System.Buffers.Binary;
using Multiprocessing.Connections;

namespace Multiprocessing.Pools;

/// <summary>A worker's side of the shared slots.</summary>
/// <param name="slots">The slots.</param>
/// <param name="seat">Which of the pool's workers this is.</param>
internal sealed class WorkerSlots(SlotMemory slots, int seat)
{
    /// <summary>The memory that the slots are in.</summary>
    public SharedMemory Memory => slots.Memory;

    public int Seat => seat;

    /// <summary>Takes the next slot that is ready.</summary>
    public bool TryClaim(out int slot)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref slots.Claimed);
            slot = -1;
            if (ticket == Volatile.Read(ref slots.Published)) return false;

            // A number that is not of this ticket is of a later one: then others have passed this one, and neither swap succeeds.
            slot = Volatile.Read(ref slots.Ring(ticket));
            var ready = SlotState.Ready(ticket);
            var isMine = Interlocked.CompareExchange(ref slots.State(slot), SlotState.Running(ticket, seat), ready) == ready;
            Interlocked.CompareExchange(ref slots.Claimed, ticket + 1, ticket);
            if (isMine) return true;
        }
    }

    /// <summary>The arguments in a slot that was claimed.</summary>
    public ReadOnlySpan<byte> Arguments(int slot) => slots.Payload(slot);

    /// <summary>Where the name of its function stands.</summary>
    public int Function(int slot) => slots.Function(slot);

    /// <summary>The name of the function that stands there, as a message.</summary>
    public ReadOnlySpan<byte> FunctionAt(int offset)
    {
        var functions = slots.Functions[offset..];
        return functions.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(functions));
    }

    /// <summary>Puts the answer into the slot; false where it is too long, and the slot stays as it is.</summary>
    /// <param name="slot">A slot that was claimed.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="ring">Whether the parent is to be rung.</param>
    public bool TryAnswer(int slot, ReadOnlySpan<byte> answer, out bool ring)
    {
        ring = false;
        if (answer.Length > SlotMemory.PayloadSize) return false;

        slots.SetPayload(slot, answer);
        ref var state = ref slots.State(slot);
        Volatile.Write(ref state, SlotState.Done(state));
        Interlocked.MemoryBarrier();
        ring = slots.Unclaimed < Wanted.UnclaimedBelow(Volatile.Read(ref slots.ParentWants)) && WakeParent();
        return true;
    }

    /// <summary>Says that this worker sleeps, and is to be rung; false where there is something to claim after all.</summary>
    /// <param name="ring">Whether the parent is to be rung.</param>
    public bool TrySleep(out bool ring)
    {
        ring = false;
        ref var sleepers = ref slots.Sleepers[seat / 64];
        var bit = 1L << seat;
        Interlocked.Or(ref sleepers, bit);
        Interlocked.MemoryBarrier();

        // A bit that the parent took means that it has sent, or will, what must be received first.
        if (slots.Unclaimed > 0 && (Interlocked.And(ref sleepers, ~bit) & bit) != 0) return false;

        ring = Wanted.ASleeper(Volatile.Read(ref slots.ParentWants)) && WakeParent();
        return true;
    }

    private bool WakeParent() => Interlocked.Exchange(ref slots.ParentWants, 0) != 0;
}
