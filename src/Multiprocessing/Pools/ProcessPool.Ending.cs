using Multiprocessing.Platform;
using Multiprocessing.Workers;

namespace Multiprocessing;

public sealed partial class ProcessPool
{
    // How long a worker that was told to end may take, how long one that ended may take to be gone, and how long one
    // may take to start.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2),
        ExitLimit = TimeSpan.FromSeconds(5),
        StartLimit = TimeSpan.FromSeconds(10);

    private readonly int startedBy = Environment.ProcessId;
    private State state;

    private enum State
    {
        Running,
        Closed,
        Terminated,
    }

    // In a forked child this object stands for workers of its parent's.
    private bool IsInherited => startedBy != Environment.ProcessId;

    /// <summary>Takes no more work; workers end when they have done what they have.</summary>
    public void Close()
    {
        lock (poolLock)
        {
            if (IsInherited || state != State.Running)
                return;

            state = State.Closed;
            if (calls.Count == 0)
                EndWorkers();
        }
    }

    /// <summary>Waits until the workers have ended.</summary>
    /// <exception cref="InvalidOperationException">The pool was neither closed nor ended, or this process is a fork of
    /// the one that made it.</exception>
    public void Join()
    {
        ThrowIfInherited();
        lock (poolLock)
        {
            if (state == State.Running)
            {
                throw new InvalidOperationException(
                    "The pool still runs: close it, or end it, before waiting for its workers."
                );
            }

            WaitForCalls();
            foreach (var worker in workers)
                worker.WaitUntilEnded();
            Release();
        }
    }

    /// <summary>
    /// Ends the workers at once, whatever they do; calls that wait fail with <see cref="ObjectDisposedException"/>.
    /// </summary>
    /// <remarks>
    /// A worker that is still starting is let run its module first, so that of each that was started the module has
    /// run, once and whole.
    /// </remarks>
    public void Terminate()
    {
        lock (poolLock)
        {
            if (IsInherited || state == State.Terminated)
                return;

            state = State.Terminated;
            poll.Wake();
            Monitor.PulseAll(poolLock);
            WaitForCalls();
            foreach (var worker in workers)
            {
                if (!worker.IsReady)
                    worker.WaitUntilReady(Deadline.After(StartLimit));
            }

            foreach (var worker in workers)
                worker.Terminate();
        }
    }

    /// <summary>Ends the workers at once and waits until they are gone. CPython: leaving <c>with Pool()</c>.</summary>
    public void Dispose()
    {
        if (IsInherited)
            return;

        Terminate();
        lock (poolLock)
        {
            WaitForCalls();
            foreach (var worker in workers)
            {
                if (worker.Wait(Deadline.After(EndLimit)) is not null)
                    continue;

                worker.Kill();
                worker.Wait(Deadline.Never);
            }

            Release();
            mailboxes?.Dispose();
            poll.Dispose();
        }
    }

    private void WaitForCalls()
    {
        while (calls.Count > 0)
            Monitor.Wait(poolLock);
    }

    // A worker that reads the end of its connection ends by itself.
    private void EndWorkers()
    {
        foreach (var worker in workers)
            worker.Connection.EndSending();
    }

    private void Release()
    {
        foreach (var worker in workers)
            worker.Dispose();
        workers.Clear();
    }

    private void ThrowIfInherited()
    {
        if (IsInherited)
        {
            throw new InvalidOperationException(
                $"The pool was made by another process (process {startedBy}): only that one can use it."
            );
        }
    }

    private void ThrowIfNotRunning()
    {
        ObjectDisposedException.ThrowIf(state == State.Terminated, this);
        if (state == State.Closed)
            throw new InvalidOperationException("The pool is closed, and takes no more work.");
        if (broken is not null)
            ExceptionMessage.Throw(broken);
    }
}
