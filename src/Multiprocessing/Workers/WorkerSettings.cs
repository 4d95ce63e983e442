namespace Multiprocessing.Workers;

/// <summary>What a pool asks of its workers, beside the number of their tasks.</summary>
/// <param name="HasInitializer">Whether the first message that it is sent has it run a function once.</param>
internal readonly record struct WorkerSettings(bool HasInitializer = false);
