using Multiprocessing;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// What the programs of these specs have in common: a pool of two, a directory, the failure of a call.
/// </summary>
internal static class PoolPrograms
{
    /// <summary>What <paramref name="use"/> returns for a pool of two workers.</summary>
    public static T InPool<T>(StartMethod start, Func<ProcessPool, T> use)
    {
        using var pool = new ProcessPool(2, start);
        return use(pool);
    }

    /// <summary>What <paramref name="use"/> returns for a new directory.</summary>
    public static T InDirectory<T>(Func<string, T> use)
    {
        var directory = Directory.CreateTempSubdirectory("pool-").FullName;
        try
        {
            return use(directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The type and message of what a call throws, and the message of its innermost exception.</summary>
    public static string Failure(Action call) =>
        Thrown(call) is { } exception
            ? $"{exception.GetType().Name}: {exception.Message} {exception.GetBaseException().Message}"
            : "";

    /// <summary>What a call throws; null for nothing.</summary>
    public static Exception? Thrown(Action call)
    {
        try
        {
            call();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
