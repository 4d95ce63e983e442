using Multiprocessing.Platform;
using Multiprocessing.Processes;
using Multiprocessing.Workers;

namespace Multiprocessing;

public sealed partial class ProcessPool
{
    // How long a worker is given to end after it was told to, to be gone after its connection ended, and to start.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2),
        ExitLimit = TimeSpan.FromSeconds(5),
        StartLimit = TimeSpan.FromSeconds(10);

    // How long a wait for a worker's end holds the pool's lock, and then leaves it to others.
    private static readonly TimeSpan JoinHold = TimeSpan.FromMilliseconds(10),
        JoinPause = TimeSpan.FromMilliseconds(1);

    private readonly ProcessOwnership ownership = ProcessOwnership.OfThisProcess;
    private State state;

    private enum State
    {
        Running,
        Closed,
        Terminated,
    }

    // In a forked child this object represents workers of the parent.
    private bool IsInherited => !ownership.IsCurrent;

    /// <summary>Accepts no more work. Workers end when the work they have is done.</summary>
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
    /// <exception cref="InvalidOperationException">The pool was neither closed nor terminated, this process is a fork
    /// of the one that made it, or this thread has an unfinished enumeration of the pool's results.</exception>
    public void Join()
    {
        ThrowIfInherited();
        lock (poolLock)
        {
            if (state == State.Running)
            {
                throw new InvalidOperationException(
                    "The pool is still running: close or terminate it before you wait for its workers."
                );
            }

            ThrowIfReading();
            WaitForCalls();
            // Another thread can terminate the pool meanwhile, where a worker still runs the task of a cancelled call.
            while (workers.Exists(static worker => !worker.WaitUntilEnded(Deadline.After(JoinHold))))
                Monitor.Wait(poolLock, JoinPause);
            Release();
        }

        FlushOutput();
    }

    /// <summary>
    /// Ends the workers at once, whatever they are doing. Calls in progress fail with
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    /// <remarks>
    /// A worker that is still starting runs its module to the end first: in each worker that was started, the module
    /// has run once and completely.
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
            WaitUntilLeft();
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
            WaitUntilLeft();
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

        FlushOutput();
    }

    // Without the pool's lock: a handler may use the pool.
    private void FlushOutput()
    {
        if (workerOptions.StandardOutput is not null || workerOptions.StandardError is not null)
            ChildOutput.Flush();
    }

    // It would wait for itself.
    private void ThrowIfReading()
    {
        if (calls.Find(static call => call.Reader == Environment.CurrentManagedThreadId) is { } open)
        {
            throw new InvalidOperationException(
                $"This thread has not finished its enumeration of the results of {open.NameOfFunction}: "
                    + "take all of them, or dispose of the enumerator, before you wait for the workers."
            );
        }
    }

    private void WaitForCalls()
    {
        while (calls.Count > 0)
            Monitor.Wait(poolLock);
    }

    // A stream whose consumer is elsewhere finds the pool terminated when it comes back.
    private void WaitUntilLeft()
    {
        while (isDriven || pendingCalls.Count > 0 || calls.Exists(static call => call.IsWaitedFor))
            Monitor.Wait(poolLock);
    }

    // A worker ends by itself when it reads the end of its connection.
    private void EndWorkers()
    {
        foreach (var worker in workers)
            worker.Connection.EndSending();
    }

    private void Release()
    {
        foreach (var worker in workers)
        {
            var exitCode = worker.Wait(Deadline.Now);
            worker.Dispose();
            OnEnded(worker, WorkerEnd.Finished, exitCode);
        }

        workers.Clear();
    }

    private void ThrowIfInherited()
    {
        if (IsInherited)
        {
            throw new InvalidOperationException(
                $"The pool was made by another process (process {ownership.ProcessId}): only that one can use it."
            );
        }
    }

    private void ThrowIfNotRunning()
    {
        ObjectDisposedException.ThrowIf(state == State.Terminated, this);
        if (state == State.Closed)
            throw new InvalidOperationException("The pool is closed and accepts no more work.");
        if (broken is not null)
            ExceptionMessage.Throw(broken);
    }
}
