using System.Globalization;
using System.Text;
using Multiprocessing.Platform;
using Multiprocessing.Pools;

namespace Multiprocessing;

// What a pool is doing, for a person who debugs it.
public sealed partial class ProcessPool
{
    // Doubles while nothing happens.
    private TimeSpan quietLimit = LongWait;

    /// <summary>After how long a wait in which nothing happens the pool's state is logged.</summary>
    internal static TimeSpan LongWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many workers and calls the pool has, and its state.</summary>
    public override string ToString() =>
        $"ProcessPool ({options.StartMethod}): {workers.Count} of {options.Workers} workers, {calls.Count} calls, "
        + (IsInherited ? $"made by process {ownership.ProcessId}" : $"{state}");

    /// <summary>
    /// Describes what the pool is doing, in several lines: what each worker runs and for how long, which workers sleep,
    /// what no worker has claimed, and how far each call is. For debugging; the text is not meant to be parsed.
    /// </summary>
    public string DescribeState()
    {
        lock (poolLock)
        {
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{this}");
            mailboxes?.Observe();
            foreach (var worker in workers)
                text.Append(CultureInfo.InvariantCulture, $"\n  {worker}: {Describe(worker)}");
            if (mailboxes is not null)
                text.Append(CultureInfo.InvariantCulture, $"\n  {mailboxes}");
            if (prepared is var (next, chunk))
                text.Append(CultureInfo.InvariantCulture, $"\n  chunk {chunk} of call {next.Number} is not sent yet");
            foreach (var call in calls)
                text.Append(CultureInfo.InvariantCulture, $"\n  {call}");
            return text.ToString();
        }
    }

    private string Describe(PoolWorker worker) =>
        worker.Call is { } call ? $"runs chunk {worker.Chunk} of call {call.Number} for {Seconds(worker.BusySince)}"
        : mailboxes?.Running(worker.Index) is var (running, chunk, since)
            ? $"runs chunk {chunk} of call {running.Number} for at least {Seconds(since)}"
        : worker.IsLeaving ? "leaves"
        : mailboxes?.IsSleeping(worker.Index) == true ? "sleeps"
        : "idle";

    private static string Seconds(long since) =>
        string.Create(CultureInfo.InvariantCulture, $"{(Environment.TickCount64 - since) / 1000.0:F1} s");

    private void LogLoss(PoolWorker worker)
    {
        if (worker.Call is null && worker.ChunksGiven == options.MaxTasksPerWorker)
            EventLog.Write($"{worker} has run its tasks and ends");
        else if (worker.IsLeaving)
            EventLog.Write($"{worker} has left");
        else
            LogState($"lost {worker}");
    }

    private void LogState(string reason)
    {
        if (!EventLog.IsOn)
            return;

        EventLog.Write(reason);
        EventLog.WriteLines(DescribeState());
    }

    // How long the pool waits before it logs its state; without a log it waits until something happens.
    private Deadline LongestWait() => EventLog.IsOn ? Deadline.After(quietLimit) : Deadline.Never;

    private void OnWaited(bool happened)
    {
        if (happened)
        {
            quietLimit = LongWait;
            return;
        }

        LogState(string.Create(CultureInfo.InvariantCulture, $"nothing happened for {quietLimit.TotalSeconds:F1} s"));
        quietLimit *= 2;
    }
}
