using Multiprocessing.Platform;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>
/// Waits until a word of shared memory changes, and wakes what waits, in any process. Either may do nothing useful: a
/// wait can end early, and a wake can be lost with a process that is killed. So whoever waits looks again at least
/// every <see cref="Slice"/> milliseconds.
/// </summary>
internal abstract unsafe class WordWait
{
    /// <summary>The longest wait, in milliseconds, after which the state is looked at again.</summary>
    public const int Slice = 50;

    /// <summary>The waits on the words of a segment.</summary>
    /// <param name="segment">The name of the segment, which the processes know in common.</param>
    /// <param name="start">Where it is in this process.</param>
    public static WordWait Of(string segment, byte* start) =>
        OperatingSystem.IsWindows() ? new SemaphoreWait(segment, start) : FutexWait.Instance;

    /// <summary>How many milliseconds of a slice are left, before a deadline.</summary>
    /// <param name="start">When it began, by the coarse clock, which is the cheap one.</param>
    /// <param name="slice">Its length.</param>
    /// <param name="deadline">The deadline.</param>
    public static int Left(long start, int slice, Deadline deadline)
    {
        var left = (int)Math.Max(0, start + slice - Environment.TickCount64);
        return deadline.MillisecondsLeft is >= 0 and var most ? Math.Min(left, most) : left;
    }

    /// <summary>Waits while a word has a value, and for a time at most.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">The value.</param>
    /// <param name="milliseconds">The time; -1 for no limit.</param>
    public abstract void Wait(int* word, int value, int milliseconds);

    /// <summary>Wakes waits on a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">How many.</param>
    public abstract void Wake(int* word, int count);
}
