using Multiprocessing.Pools;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Workers;

namespace Multiprocessing;

// The thread that drives the pool for calls that no thread waits for. It is started with the first of them, and ends
// when there has been none for a while.
public sealed partial class ProcessPool
{
    private static readonly TimeSpan DriverRest = TimeSpan.FromSeconds(10);

    private readonly List<PendingCall> pendingCalls = [];
    private bool hasDriver;
    private int openStreams;

    private void Start(PendingCall pending)
    {
        Enter();
        try
        {
            ThrowIfNotRunning();
            Add(pending.Call);
            pendingCalls.Add(pending);
            StartDriver();
            if (!isDriven)
                DispatchChunks(); // workers can begin while the driver wakes
        }
        finally
        {
            Monitor.Exit(poolLock);
        }
    }

    private void StartDriver()
    {
        if (hasDriver)
            return;

        hasDriver = true;
        // It serves all callers, and has none of what flows with the one that happens to be the first.
        new Thread(DriveForPendingCalls) { IsBackground = true, Name = "Multiprocessing pool" }.UnsafeStart();
    }

    private static void ThrowIfNoThreadMayRun()
    {
        if (ForkGuard.IsForkReady)
        {
            throw new NotSupportedException(
                "This process can fork, so the pool must not have a thread: a fork would be refused from then on. Use "
                    + "a form that waits (Map, StarMap, Apply) or a lazy one (MapLazily, MapLazilyUnordered)."
            );
        }
    }

    private void DriveForPendingCalls()
    {
        Monitor.Enter(poolLock);
        try
        {
            while (true)
            {
                EndPendingCalls();
                if (state == State.Terminated)
                    return;
                if (HasPendingWork)
                    DriveOrWait();
                else if (!Monitor.Wait(poolLock, DriverRest) && !HasPendingWork)
                    return;
            }
        }
        finally
        {
            hasDriver = false;
            Monitor.Exit(poolLock);
        }
    }

    private void DriveOrWait()
    {
        if (isDriven)
            Monitor.Wait(poolLock);
        else
            Drive(HasToAct);
    }

    private bool HasPendingWork => pendingCalls.Count > 0 || openStreams > 0;

    private bool HasToAct() => IsAnyPendingCallOver() || !HasPendingWork || state == State.Terminated;

    private bool IsAnyPendingCallOver()
    {
        foreach (var pending in pendingCalls)
        {
            if (IsOver(pending.Call, pending.Cancellation))
                return true;
        }

        return false;
    }

    // Holds the pool's lock, except while tasks end: what is registered for values that arrive may call servers.
    private void EndPendingCalls()
    {
        for (var i = pendingCalls.Count - 1; i >= 0; i--)
        {
            var pending = pendingCalls[i];
            if (!IsOver(pending.Call, pending.Cancellation))
                continue;

            pendingCalls.RemoveAt(i);
            if (pending.EndsCall)
                RemoveCall(pending.Call);
            var failure = FailureOf(pending.Call, pending.Cancellation);
            Monitor.Exit(poolLock);
            try
            {
                if (pending.EndsCall)
                {
                    failure ??= pending.Call.Report();
                    End(pending.Call, failure);
                }

                pending.Dispose();
                TaskBoundary.ValuesArrived?.Invoke();
                pending.End(failure);
            }
            finally
            {
                Monitor.Enter(poolLock);
            }

            i = Math.Min(i, pendingCalls.Count);
        }
    }
}
