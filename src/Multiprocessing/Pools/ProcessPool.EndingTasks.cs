using System.Globalization;
using Multiprocessing.Platform;
using Multiprocessing.Pools;

namespace Multiprocessing;

// Ends tasks by killing their workers: those whose time is up, and those of a call that has ended before them. Such
// tasks are sent over connections. Their worker does nothing else until its answer has arrived, so that no other task
// is lost with it.
public sealed partial class ProcessPool
{
    // When the first time limit of a task passes.
    private Deadline NextLimit()
    {
        var next = Deadline.Never;
        foreach (var worker in workers)
        {
            if (worker.KilledFor is null)
                next = Deadline.Earlier(next, worker.Limit);
        }

        return next;
    }

    private void KillOverdue()
    {
        foreach (var worker in workers)
        {
            if (worker.Call is not { } call || worker.KilledFor is not null || !worker.Limit.HasPassed)
                continue;

            var seconds = call.Settings.TaskTimeout!.Value.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            worker.KillFor(
                new TimeoutException(
                    $"{call.Describe(worker.Chunk)} ran longer than {seconds} s; {worker.Name} (process {worker.Id}) "
                        + "was killed."
                )
            );
            LogState($"killed {worker}: its task's time was up");
        }
    }

    // Ends what a call still runs. A thread that drives the pool meanwhile sees the workers' ends itself.
    private void EndTasksOf(PoolCall call)
    {
        foreach (var worker in workers.FindAll(worker => worker.Call == call))
        {
            if (worker.KilledFor is null)
                worker.KillFor(new OperationCanceledException());
            LogState($"killed {worker}: its call has ended");
            if (!isDriven)
                OnWorkerLost(worker);
        }
    }
}
