using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>The lock of a <see cref="ServedCondition"/>.</summary>
internal interface IServedLock
{
    bool Acquire(ClientThread clientThread, Deadline deadline);

    void Release(ClientThread clientThread);

    bool IsOwnedBy(ClientThread clientThread);

    /// <summary>Releases it, however often it was acquired; returns that number.</summary>
    int ReleaseFully(ClientThread clientThread);

    /// <summary>Acquires it again, as often as it was before.</summary>
    void Restore(ClientThread clientThread, int count);
}
