namespace Multiprocessing;

/// <summary>A fixed number of worker processes that run a function over items. CPython: <c>multiprocessing.Pool</c>.</summary>
public sealed class ProcessPool : IDisposable
{
    /// <summary>Starts the workers.</summary>
    public ProcessPool(ProcessPoolOptions? options = null) => throw new NotImplementedException();

    /// <summary>Starts <paramref name="workers"/> workers by <paramref name="startMethod"/>.</summary>
    public ProcessPool(int workers, StartMethod startMethod) : this(new ProcessPoolOptions { Workers = workers, StartMethod = startMethod }) { }

    /// <summary>The process ids of the workers that now stand in the pool.</summary>
    public IReadOnlyList<int> WorkerIds => throw new NotImplementedException();

    /// <summary>The results of <paramref name="function"/> for each item, in the order of the items.</summary>
    public TResult[] Map<T, TResult>(Func<T, TResult> function, IEnumerable<T> items, int? chunkSize = null, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Runs <paramref name="action"/> for each item.</summary>
    public void Map<T>(Action<T> action, IEnumerable<T> items, int? chunkSize = null, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The results of <paramref name="function"/> for each pair of arguments, in the order of the pairs.</summary>
    public TResult[] StarMap<T1, T2, TResult>(Func<T1, T2, TResult> function, IEnumerable<(T1, T2)> items, int? chunkSize = null, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Runs <paramref name="action"/> for each pair of arguments.</summary>
    public void StarMap<T1, T2>(Action<T1, T2> action, IEnumerable<(T1, T2)> items, int? chunkSize = null, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The result of <paramref name="function"/>, run once by one worker.</summary>
    public TResult Apply<TResult>(Func<TResult> function, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The result of <paramref name="function"/> for one argument, run once by one worker.</summary>
    public TResult Apply<T, TResult>(Func<T, TResult> function, T argument, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Takes no more work; workers end when they have done what they have.</summary>
    public void Close() => throw new NotImplementedException();

    /// <summary>Waits until the workers have ended; after <see cref="Close"/> or <see cref="Terminate"/> only.</summary>
    public void Join() => throw new NotImplementedException();

    /// <summary>Ends the workers at once. One that is still starting is let run its module first.</summary>
    public void Terminate() => throw new NotImplementedException();

    /// <summary>Ends the workers at once and waits for them. CPython: leaving <c>with Pool()</c>.</summary>
    public void Dispose() => throw new NotImplementedException();
}
