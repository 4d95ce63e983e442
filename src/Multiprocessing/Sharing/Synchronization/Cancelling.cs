namespace Multiprocessing.Sharing.Synchronization;

/// <summary>Ends waits on a word when they are cancelled: the thread that cancels wakes them.</summary>
internal sealed unsafe class Cancelling(WordWait waits, int* word)
{
    /// <summary>Wakes what waits on a word when the token is cancelled.</summary>
    public static CancellationTokenRegistration Register(WordWait waits, int* word, CancellationToken cancellation) =>
        cancellation.CanBeCanceled
            ? cancellation.UnsafeRegister(static one => ((Cancelling)one!).Wake(), new Cancelling(waits, word))
            : default;

    // All, since the one that is cancelled cannot be picked; the others look at the word and wait again.
    private void Wake() => waits.Wake(word, int.MaxValue);
}
