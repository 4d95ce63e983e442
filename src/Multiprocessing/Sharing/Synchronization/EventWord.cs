using Multiprocessing.Platform;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>
/// A flag in eight bytes of shared memory: bit 0 is the flag, and the rest counts how often it was set, so that a wait
/// ends even if the flag is cleared before the one that waits looks.
/// </summary>
internal readonly struct EventWord(WaitedWord word)
{
    public bool IsSet => (Volatile.Read(ref word.Value) & 1) != 0;

    public void Set()
    {
        for (var before = Volatile.Read(ref word.Value); (before & 1) == 0; )
        {
            var found = Interlocked.CompareExchange(ref word.Value, unchecked(before + 3), before);
            if (found == before)
            {
                word.Wake();
                return;
            }

            before = found;
        }
    }

    public void Clear() => Interlocked.And(ref word.Value, ~1);

    /// <summary>Waits until the flag is or was set; false when the deadline passed.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool Wait(Deadline deadline, CancellationToken cancellation) =>
        word.Wait(
            static (before, now) => (now & 1) != 0 || now >> 1 != before >> 1,
            Volatile.Read(ref word.Value),
            deadline,
            cancellation
        );
}
