namespace Multiprocessing.Sharing.Synchronization;

/// <summary>How taking a lock ended.</summary>
internal enum LockOutcome
{
    /// <summary>The time was up, and it was not taken.</summary>
    TimedOut,

    /// <summary>It is held.</summary>
    Taken,

    /// <summary>It is held; its holder before ended without releasing it.</summary>
    Abandoned,
}
