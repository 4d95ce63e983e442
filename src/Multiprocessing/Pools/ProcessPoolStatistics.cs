namespace Multiprocessing;

/// <summary>What a pool is doing at one moment, and what it has done.</summary>
/// <param name="Workers">How many workers it has.</param>
/// <param name="BusyWorkers">How many of them run a task.</param>
/// <param name="QueuedTasks">How many tasks (chunks of items) no worker has taken.</param>
/// <param name="StartedWorkers">How many workers it has started.</param>
/// <param name="LostWorkers">How many of them died.</param>
/// <param name="KilledWorkers">How many of them it killed because of their task.</param>
public readonly record struct ProcessPoolStatistics(
    int Workers,
    int BusyWorkers,
    long QueuedTasks,
    long StartedWorkers,
    long LostWorkers,
    long KilledWorkers
);
