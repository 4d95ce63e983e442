using Multiprocessing.Platform;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>
/// A number in shared memory whose changes processes wait for, and how many may wait: two words of four bytes. A
/// process that is killed while it waits stays counted, which costs the others a system call a change.
/// </summary>
internal readonly unsafe struct WaitedWord(int* word, WordWait waits)
{
    public ref int Value => ref *word;

    private ref int Waiters => ref word[1];

    /// <summary>Waits until a condition holds; false when the deadline passed.</summary>
    /// <param name="condition">Whether it holds, for a value of the word.</param>
    /// <param name="state">What it needs.</param>
    /// <param name="deadline">The deadline.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <param name="afterSlice">Called whenever nothing has happened for a while; null for nothing.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool Wait<TState>(
        Func<TState, int, bool> condition,
        TState state,
        Deadline deadline,
        CancellationToken cancellation,
        Action<TState>? afterSlice = null
    )
    {
        cancellation.ThrowIfCancellationRequested();
        if (condition(state, Volatile.Read(ref Value)))
            return true;

        Interlocked.Increment(ref Waiters);
        try
        {
            using var registration = Cancelling.Register(waits, word, cancellation);
            while (true)
            {
                var value = Volatile.Read(ref Value);
                if (condition(state, value))
                    return true;

                cancellation.ThrowIfCancellationRequested();
                if (deadline.HasPassed)
                    return false;

                var start = Environment.TickCount64;
                waits.Wait(word, value, WordWait.Left(start, WordWait.Slice, deadline));
                if (Environment.TickCount64 - start >= WordWait.Slice)
                    afterSlice?.Invoke(state);
            }
        }
        finally
        {
            Interlocked.Decrement(ref Waiters);
        }
    }

    /// <summary>Wakes what waits, after the word was changed by an interlocked operation.</summary>
    public void Wake(int count = int.MaxValue)
    {
        if (Volatile.Read(ref Waiters) != 0)
            waits.Wake(word, count);
    }
}
