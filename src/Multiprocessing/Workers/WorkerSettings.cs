namespace Multiprocessing.Workers;

/// <summary>What a pool asks of its workers, beside the number of their tasks.</summary>
/// <param name="HasInitializer">Whether the first message that it is sent has it run a function once.</param>
/// <param name="MaxMemory">It leaves after the task after which it uses more bytes; 0 for no limit.</param>
/// <param name="IdleMilliseconds">It leaves when it had nothing to do for so long; 0 for never.</param>
internal readonly record struct WorkerSettings(
    bool HasInitializer = false,
    long MaxMemory = 0,
    int IdleMilliseconds = 0
);
