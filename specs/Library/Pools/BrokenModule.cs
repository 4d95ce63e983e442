using Multiprocessing;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// A module that runs in its main program and fails in each worker, with the exception that also tells a worker that
/// its parent has ended.
/// </summary>
internal static class BrokenModule
{
    private static readonly int Answer = CurrentProcess.Name.Contains("worker", StringComparison.Ordinal)
        ? throw new EndOfStreamException("no such module")
        : 42;

    /// <summary>How a call ends when its workers cannot start.</summary>
    public static string UsePool()
    {
        using var pool = new ProcessPool(2, StartMethod.Spawn);
        try
        {
            return $"{pool.Apply(static () => Answer)}";
        }
        catch (EndOfStreamException exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}
