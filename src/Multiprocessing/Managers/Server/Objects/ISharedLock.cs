using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>What a condition needs of its lock.</summary>
internal interface ISharedLock
{
    bool Acquire(ClientThread clientThread, Deadline deadline);

    void Release(ClientThread clientThread);

    bool IsOwnedBy(ClientThread clientThread);

    /// <summary>Releases it however often it was acquired; returns how often that was.</summary>
    int ReleaseFully(ClientThread clientThread);

    /// <summary>Acquires it again as often as it was.</summary>
    void Restore(ClientThread clientThread, int count);
}
