namespace Multiprocessing.Processes;

/// <summary>What a spawned program must know before it runs work. CPython: <c>multiprocessing.spawn.get_preparation_data</c>.</summary>
/// <param name="Name">The process' name.</param>
/// <param name="Module">The name of the type whose static initialisers run first, if there is one.</param>
/// <param name="Tasks">After how many tasks the process ends by itself; 0 for never.</param>
/// <param name="ForkReady">Whether it was started so that it may fork.</param>
/// <param name="Environment">Variables as they were before the start changed them: the program's own children get these. Null is none.</param>
/// <param name="StackLimit">The soft limit of the stack before the start changed it, in bytes.</param>
internal sealed record PreparationData(
    string Name,
    string? Module,
    int Tasks,
    bool ForkReady,
    Dictionary<string, string?> Environment,
    ulong StackLimit);
