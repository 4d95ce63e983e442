namespace Multiprocessing;

/// <summary>How far a call of a pool is, in items.</summary>
/// <param name="Done">How many items have been run, with success or without.</param>
/// <param name="Failed">How many of them have failed: where a chunk has a single outcome, all of its items.</param>
/// <param name="Total">How many items the call has; null while its source has not been read to the end.</param>
public readonly record struct PoolProgress(long Done, long Failed, long? Total);
