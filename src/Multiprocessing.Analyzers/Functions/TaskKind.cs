namespace Multiprocessing.Analyzers.Functions;

/// <summary>Where a function runs.</summary>
internal enum TaskKind
{
    /// <summary>In a worker of a pool.</summary>
    Pool,

    /// <summary>In a child.</summary>
    Child,

    /// <summary>In each worker, before its first task.</summary>
    Initializer,

    /// <summary>In the server that forks the workers.</summary>
    Preload,
}
