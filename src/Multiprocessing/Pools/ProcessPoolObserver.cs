namespace Multiprocessing;

/// <summary>Is told what happens in a pool, for logs, metrics and traces.</summary>
/// <remarks>
/// Its methods are called by the threads that use the pool. They must be quick and must not use the pool: while one
/// runs, the pool may be waiting for it. What they throw is discarded, except by <see cref="OnCallStarted"/>.
/// </remarks>
public abstract class ProcessPoolObserver
{
    /// <summary>A call begins; called by the thread that makes it.</summary>
    /// <returns>The trace context under which its tasks run, as a W3C <c>traceparent</c>: the
    /// <see cref="System.Diagnostics.Activity.Current"/> of each task has this parent. Null for none. Tasks with a
    /// context are sent over their worker's connection: small ones take longer than without.</returns>
    public virtual string? OnCallStarted(ProcessPoolCall started) => null;

    /// <summary>A call has ended.</summary>
    public virtual void OnCallEnded(ProcessPoolCall ended) { }

    /// <summary>A worker was started. It is not ready yet.</summary>
    public virtual void OnWorkerStarted(ProcessPoolWorker worker) { }

    /// <summary>A worker has ended.</summary>
    public virtual void OnWorkerEnded(ProcessPoolWorker worker) { }

    /// <summary>
    /// The pool is broken: each call fails from now on, with what the pool's module threw in a worker, or with a
    /// <see cref="WorkerInitializationException"/>. Called once.
    /// </summary>
    public virtual void OnBroken(Exception failure) { }
}
