using System.Collections.Concurrent;
using Multiprocessing;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// A program that several facts look at: it is run once for each start method, by the first of them. (A test framework
/// makes a new object of a class for each of its facts.)
/// </summary>
internal sealed class SharedRun<T>(Func<StartMethod, T> program)
{
    private readonly ConcurrentDictionary<StartMethod, Lazy<T>> runs = [];

    /// <summary>What the program returned, run as the main program under a start method.</summary>
    public T Under(StartMethod start) =>
        runs.GetOrAdd(start, start => new Lazy<T>(() => MainProcess.Run(start, program))).Value;
}
