using System.Collections.ObjectModel;

namespace Multiprocessing;

/// <summary>How a pool starts its workers.</summary>
public sealed record ProcessPoolOptions
{
    /// <summary>How many workers; defaults to the number of processors.</summary>
    public int Workers { get; init; } = System.Environment.ProcessorCount;

    /// <summary>How workers are started; defaults to <see cref="StartMethods.Default"/>.</summary>
    public StartMethod StartMethod { get; init; } = StartMethods.Default;

    /// <summary>
    /// How many tasks (chunks of items) a worker runs before another replaces it; defaults to no limit. CPython:
    /// <c>maxtasksperchild</c>.
    /// </summary>
    public int? MaxTasksPerWorker { get; init; }

    /// <summary>
    /// How many bytes of memory a worker may use after a task: one that uses more gives its answer and is replaced. By
    /// default there is no limit. CPython's <c>Pool</c> has none; loky's <c>ProcessPoolExecutor</c> has.
    /// </summary>
    /// <remarks>
    /// It is measured after each task (chunk of items). On Linux what counts is the resident memory that no other
    /// process shares (<c>Private_Clean</c> and <c>Private_Dirty</c> of <c>/proc/self/smaps_rollup</c>), so that a
    /// forked worker does not answer for its parent's; elsewhere all resident memory (the working set). A worker over
    /// the limit collects its garbage before it decides. One task can use as much as it likes.
    /// </remarks>
    public long? MaxMemoryPerWorker { get; init; }

    /// <summary>
    /// After how long with nothing to do a worker ends; defaults to never. The pool starts workers again when there is
    /// work for them.
    /// </summary>
    /// <remarks>
    /// A worker that has ended in this way is not lost: what it was about to be given is run by another. Between calls
    /// nothing looks at the workers, so <see cref="ProcessPool.WorkerIds"/> has those that have ended until the next
    /// call.
    /// </remarks>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>
    /// How often a chunk whose worker died is run again by another worker before it fails with
    /// <see cref="WorkerLostException"/>; defaults to 0, never. What a function threw is never retried, and what has
    /// been answered is not run again.
    /// </summary>
    /// <remarks>The worker that died may have done part of the work: the function must bear to be run again.</remarks>
    public int RetryLost { get; init; }

    /// <summary>
    /// From how many bytes on an array of numbers that several chunks of a call contain crosses in shared memory, once
    /// for all of them; defaults to 256 KiB. Null for never: then it is sent with each chunk.
    /// </summary>
    /// <remarks>
    /// <para>Nothing else changes: each task has a copy of its own, as it was when its arguments were pickled. The
    /// array is of bytes, truths, characters or numbers, and can be anywhere in the arguments. The first chunk is
    /// always sent. If there is no space left in <c>/dev/shm</c>, so are the others.</para>
    /// <para>A function that takes a <see cref="ReadOnlyMemory{T}"/> or a <see cref="Memory{T}"/>, given the whole of
    /// an array, is faster still: its copy is a private mapping, which costs nothing until it is read or written. From
    /// 4 MiB on, the first chunk has one, too.</para>
    /// <para>The copy in shared memory is kept until each chunk that contains the array has been answered; that of the
    /// array that was given last, until the call ends. An array that has changed since is sent.</para>
    /// <para>CPython has no counterpart; joblib's is <c>max_nbytes</c>.</para>
    /// </remarks>
    public long? SharedArgumentThreshold { get; init; } = 256 << 10;

    /// <summary>
    /// What each worker runs once, before its first task; defaults to nothing. CPython: <c>initializer</c>.
    /// </summary>
    public PoolInitializer? Initializer { get; init; }

    /// <inheritdoc cref="ChildProcessOptions.EnvironmentVariables"/>
    public IReadOnlyDictionary<string, string?> EnvironmentVariables { get; init; } =
        ReadOnlyDictionary<string, string?>.Empty;

    /// <summary>
    /// The workers' working directory; defaults to that of this process. A relative one is taken as it is when the pool
    /// is made.
    /// </summary>
    public string? WorkingDirectory { get; init; }

    /// <inheritdoc cref="ChildProcessOptions.StandardOutput"/>
    public ChildOutputHandler? StandardOutput { get; init; }

    /// <inheritdoc cref="ChildProcessOptions.StandardError"/>
    public ChildOutputHandler? StandardError { get; init; }

    /// <summary>
    /// How long a task (a chunk of items) may run; defaults to no limit. The default chunk then has a single item.
    /// CPython has no such limit.
    /// </summary>
    /// <remarks>
    /// A task that runs longer fails with <see cref="TimeoutException"/>, which names it. Its worker is killed, also
    /// one that was stopped or is in native code, and replaced; the other tasks go on. The time counts from when a
    /// worker is given the task until its answer has arrived, and is watched while a call waits for the pool. Each task
    /// is sent over its worker's connection: small ones take longer than without a limit.
    /// </remarks>
    public TimeSpan? TaskTimeout { get; init; }

    /// <summary>
    /// Whether a call that ends before its tasks, because it is cancelled or its enumeration is left, also ends these:
    /// the workers that run them are killed and replaced. Otherwise, the default, they finish, and their results are
    /// discarded.
    /// </summary>
    public bool CancellationEndsTasks { get; init; }

    /// <summary>Is told what happens in the pool; defaults to nobody.</summary>
    public ProcessPoolObserver? Observer { get; init; }

    /// <summary>
    /// Whether workers are started and kept able to fork. Linux only; a forked worker always is.
    /// </summary>
    public bool ForkReady { get; init; }
}
