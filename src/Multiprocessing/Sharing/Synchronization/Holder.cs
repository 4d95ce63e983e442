using Multiprocessing.Platform;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>
/// Who holds a lock, as one number: an id in bits 0 to 29 and, in bits 32 to 63, when that process or thread started,
/// by which another one that is given the same id later is told from it. Bit 30 marks a thread, and bit 31 is the
/// lock's own. Zero is nobody.
/// </summary>
internal static class Holder
{
    public const long Nobody = 0;

    private const long ThreadMark = 1L << 30;
    private const long IdMask = ThreadMark - 1;

    private static Known? process;

    [ThreadStatic]
    private static long thread;

    [ThreadStatic]
    private static ProcessOwnership threadIsOf;

    /// <summary>This process. A forked child is another one.</summary>
    public static long Process => process is { Ownership.IsCurrent: true } known ? known.Holder : FindProcess();

    /// <summary>This thread.</summary>
    public static long Thread => threadIsOf.IsCurrent ? thread : FindThread();

    /// <summary>The process or thread id of a holder, for messages.</summary>
    public static int IdOf(long holder) => (int)(holder & IdMask);

    /// <summary>Whether a holder has ended, so that it changes nothing any more. If in doubt, it has not.</summary>
    public static bool HasEnded(long holder) =>
        RunningTask.HasEnded(IdOf(holder), isThread: (holder & ThreadMark) != 0, (uint)(holder >> 32));

    private static long FindProcess()
    {
        var found = new Known(ProcessOwnership.OfThisProcess, Of(RunningTask.ThisProcess));
        process = found;
        return found.Holder;
    }

    private static long FindThread()
    {
        thread = Of(RunningTask.ThisThread) | ThreadMark;
        threadIsOf = ProcessOwnership.OfThisProcess;
        return thread;
    }

    private static long Of((int Id, uint Start) task) => ((long)task.Start << 32) | ((uint)task.Id & IdMask);

    private sealed record Known(ProcessOwnership Ownership, long Holder);
}
