using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Multiprocessing.Pickling;
using Multiprocessing.Sharing;

namespace Multiprocessing.Pools;

/// <summary>
/// One enumeration of a stream: reads chunks from its source, hands them to the pool, and takes their outcomes.
/// </summary>
internal sealed class PoolStream<T, TResult>(
    ProcessPool pool,
    StreamCall<T, TResult> call,
    PoolReadAhead readAhead,
    CancellationToken cancellation
)
{
    private const int ChunksPerVisit = 16;

    private static readonly TimeSpan LongestRead = TimeSpan.FromMilliseconds(1);

    private readonly Pickler pickler = new(PickleTypes.Application);
    private readonly PickleWriter pickle = new();
    private readonly List<T> items = [];
    private readonly Queue<ChunkOutcome<TResult>> outcomes = [];
    private long ahead;
    private int added; // chunks, since the pool was last visited
    private Exception? sourceFailure;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether the source has ended or failed.</summary>
    public bool IsRead { get; private set; }

    /// <summary>How many items the next chunk lacks; 0 when none may be read now.</summary>
    public int Missing => IsRead ? 0 : Math.Max(0, readAhead.Next(ahead - items.Count) - items.Count);

    /// <summary>Begins to run on the pool.</summary>
    public void Begin(bool isAsynchronous) => pool.BeginStream(call, isAsynchronous);

    /// <summary>Ends: what has not been handed to a worker is not run.</summary>
    public void End(bool isAsynchronous) => pool.EndStream(call, isAsynchronous);

    /// <summary>Whether all outcomes have been taken, and there will be no other.</summary>
    public bool IsDone => IsRead && ahead == 0;

    /// <summary>
    /// Reads items until there are enough, or for a moment: with a slow source, outcomes are given meanwhile.
    /// </summary>
    public void ReadFrom(IEnumerator<T> source)
    {
        if (Missing == 0)
            return;

        var start = Stopwatch.GetTimestamp();
        do
        {
            try
            {
                if (!source.MoveNext())
                {
                    EndSource(null);
                    return;
                }
            }
            catch (Exception failure)
            {
                EndSource(failure);
                return;
            }

            Read(source.Current);
        } while (Missing > 0 && Stopwatch.GetElapsedTime(start) < LongestRead);
    }

    /// <summary>Takes an item of the source; hands a full chunk to the pool.</summary>
    public void Read(T item)
    {
        items.Add(item);
        ahead++;
        if (Missing == 0)
            Send();
    }

    /// <summary>Notes that the source has ended, or failed: what was read before is still answered.</summary>
    public void EndSource(Exception? failure)
    {
        (IsRead, sourceFailure) = (true, failure);
        Send();
        pool.ChangeStream(call, static call => call.Complete());
    }

    /// <summary>Hands what was read to the pool as a chunk, though it is not full.</summary>
    public void Send()
    {
        if (items.Count == 0)
            return;

        var count = items.Count;
        Action<StreamCall<T, TResult>> add;
        try
        {
            pickle.Truncate(0);
            var copies = Pickle();
            var bytes = pickle.Written.ToArray();
            add = call => call.Add(bytes, count, copies);
        }
        catch (Exception failure)
        {
            add = call => call.AddFailed(failure, count);
        }

        items.Clear();
        pool.ChangeStream(call, add);
        // Workers are given chunks also while the consumer takes what has arrived.
        if (++added >= ChunksPerVisit)
            Visit();
    }

    private List<SharedBlock>? Pickle()
    {
        call.BeginSharing(pickler);
        try
        {
            pickler.Dump(items.ToArray(), pickle);
            return call.EndSharing(pickler);
        }
        catch
        {
            call.Release(call.EndSharing(pickler));
            throw;
        }
    }

    /// <summary>The next outcome; null where none has arrived.</summary>
    public ChunkOutcome<TResult>? TryTake()
    {
        if (outcomes.Count == 0)
            Visit();
        return Next();
    }

    /// <summary>Waits for the next outcome; null when there will be no other.</summary>
    public ChunkOutcome<TResult>? Take()
    {
        if (outcomes.Count == 0)
        {
            added = 0;
            pool.WaitForStream(call, outcomes, cancellation);
        }

        return Next();
    }

    /// <summary>
    /// A task that ends when an outcome has arrived, or when there will be no other. No thread waits for it.
    /// </summary>
    public Task WaitAsync() => pool.WaitForStreamAsync(call, cancellation);

    /// <summary>Throws what the source threw.</summary>
    public void ThrowIfSourceFailed()
    {
        if (sourceFailure is not null)
            ExceptionDispatchInfo.Throw(sourceFailure);
    }

    private void Visit()
    {
        added = 0;
        pool.VisitForStream(call, outcomes, cancellation);
    }

    private ChunkOutcome<TResult>? Next()
    {
        if (!outcomes.TryDequeue(out var outcome))
            return null;

        ahead -= outcome.Count;
        return outcome;
    }
}
