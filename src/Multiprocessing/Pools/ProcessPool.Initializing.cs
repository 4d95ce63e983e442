using Multiprocessing.Platform;
using Multiprocessing.Pools;
using Multiprocessing.Workers;

namespace Multiprocessing;

// How workers are started; and workers whose initializer fails, as it would in each that replaced them.
public sealed partial class ProcessPool
{
    private readonly ChildProcessOptions workerOptions;
    private readonly byte[]? initializer;

    private PoolWorker StartWorker(int workerIndex) =>
        PoolWorker.Start(workerOptions, options.MaxTasksPerWorker ?? 0, workerIndex, mailboxes, initializer);

    private void OnInitializerThrew(PoolWorker worker, Exception exception) =>
        Break(
            new WorkerInitializationException(
                $"The initializer {options.Initializer} threw in {worker.Name} (process {worker.Id}), so the pool is "
                    + $"broken: {exception.Message}",
                exception
            )
        );

    // A worker that was killed meanwhile is replaced as one that is killed while it starts.
    private void OnLostWhileStarting(PoolWorker worker, WorkerLostException lost)
    {
        if (worker.Stage == ChildStage.Initializing && lost.ExitCode >= 0)
        {
            Break(
                new WorkerInitializationException(
                    $"The initializer {options.Initializer} ended its worker, so the pool is broken: {lost.Message}",
                    lost
                )
            );
        }
        else if (++failedStarts > options.Workers)
        {
            GiveUp(WorkerLostException.WhileStarting(failedStarts, lost));
        }
    }

    private void Break(Exception reason)
    {
        if (broken is not null)
            return;

        broken = reason;
        if (EventLog.IsOn)
            LogState($"is broken: {reason.Message}");
        OnBroken(reason);
        Monitor.PulseAll(poolLock);
    }
}
