namespace Multiprocessing.Platform;

/// <summary>
/// Which process made something. A forked child inherits objects that stand for its parent's processes, connections
/// and descriptors; only the process that made them may use or release them.
/// </summary>
/// <remarks>
/// It counts forks instead of comparing process ids: a read of one static, without a system call, and right even where
/// a child is given the id of an ancestor that has ended. The default belongs to no process.
/// </remarks>
internal readonly struct ProcessOwnership
{
    // How many forks lie between this process and the program that was started; each child counts one more.
    private static int forks;

    private readonly int generation;

    private ProcessOwnership(int generation, int processId) => (this.generation, ProcessId) = (generation, processId);

    /// <summary>The ownership of the process that asks.</summary>
    public static ProcessOwnership OfThisProcess => new(forks + 1, Environment.ProcessId);

    /// <summary>The process id of the owner, for messages.</summary>
    public int ProcessId { get; }

    /// <summary>Whether the process that asks is the owner, and not a fork of it.</summary>
    public bool IsCurrent => generation == forks + 1;

    /// <summary>In a forked child, first: whatever it inherited belongs to its parent.</summary>
    public static void BeginForked() => forks++;
}
