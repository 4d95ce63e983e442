using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>What a condition needs of its lock.</summary>
internal interface ISharedLock
{
    bool Acquire(Caller caller, Deadline deadline);

    void Release(Caller caller);

    bool IsOwnedBy(Caller caller);

    /// <summary>Releases it however often it was acquired; returns how often that was.</summary>
    int ReleaseFully(Caller caller);

    /// <summary>Acquires it again as often as it was.</summary>
    void Restore(Caller caller, int count);
}
