using Multiprocessing.Processes;

namespace Multiprocessing.Pools;

/// <summary>How a pool starts each of its workers.</summary>
internal static class PoolWorkerOptions
{
    /// <summary>
    /// The options of a worker's process. A later change of a variable, or of this process's directory, does not change
    /// them.
    /// </summary>
    /// <exception cref="ArgumentException">A variable has an impossible name or value.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static ChildProcessOptions Of(ProcessPoolOptions options)
    {
        ChildSurroundings.Check(options.EnvironmentVariables, options.WorkingDirectory);
        return new()
        {
            StartMethod = options.StartMethod,
            ForkReady = options.ForkReady,
            EnvironmentVariables = options.EnvironmentVariables.ToDictionary(),
            WorkingDirectory = options.WorkingDirectory is { } directory ? Path.GetFullPath(directory) : null,
            Worker = new(HasInitializer: options.Initializer is not null),
        };
    }
}
