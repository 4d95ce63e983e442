using Multiprocessing.Pools;

namespace Multiprocessing;

// Tells callers how far their calls are, without the pool's lock: a receiver may take its time.
public sealed partial class ProcessPool
{
    private void ReportProgress()
    {
        List<PoolCall>? changed = null;
        foreach (var call in calls)
        {
            if (call.HasNews)
                (changed ??= []).Add(call);
        }

        if (changed is null)
            return;

        Monitor.Exit(poolLock);
        try
        {
            foreach (var call in changed)
                call.GivenUp ??= call.Report();
        }
        finally
        {
            Monitor.Enter(poolLock);
            Monitor.PulseAll(poolLock);
        }
    }
}
