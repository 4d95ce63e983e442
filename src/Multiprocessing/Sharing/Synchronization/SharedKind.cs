namespace Multiprocessing.Sharing.Synchronization;

/// <summary>What lies in a segment, as its header says.</summary>
internal enum SharedKind
{
    Lock = 1,
    Semaphore = 2,
    Event = 3,
    Condition = 4,
    Barrier = 5,
    Queue = 6,
}
