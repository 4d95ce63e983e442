using System.Diagnostics.CodeAnalysis;
using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>A queue that lives in a manager. CPython: <c>Queue</c> of a manager, a <c>queue.Queue</c>.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public class QueueProxy<T> : Proxy
{
    static QueueProxy() => ClientTypes.Instance.Allow(typeof(T));

    internal QueueProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>How many items wait; another process may change that at any time.</summary>
    public int Count => Call<int>("qsize");

    /// <summary>Whether no item waits, at this moment.</summary>
    public bool IsEmpty => Call<bool>("empty");

    /// <summary>Whether there is no room for another item, at this moment.</summary>
    public bool IsFull => Call<bool>("full");

    /// <summary>Adds an item; waits for room.</summary>
    /// <param name="item">The item; what arrives is a copy.</param>
    /// <param name="timeout">How long to wait; without end if not said.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended; nothing was added.</exception>
    public void Put(T item, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        if (!TryPut(item, timeout ?? Timeout.InfiniteTimeSpan, cancellation))
            throw new TimeoutException("The queue was full all the time.");
    }

    /// <summary>Adds an item if there is room at once, or within a time.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended; nothing was added.</exception>
    public bool TryPut(T item, TimeSpan timeout = default, CancellationToken cancellation = default) =>
        Waiting.Until(timeout, seconds => !Raised(Ask("put", item, true, seconds), "Full"), cancellation);

    /// <summary>Takes the first item; waits for one.</summary>
    /// <param name="timeout">How long to wait; without end if not said.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended; nothing was taken.</exception>
    public T Get(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        TryGet(out var item, timeout ?? Timeout.InfiniteTimeSpan, cancellation)
            ? item
            : throw new TimeoutException("The queue was empty all the time.");

    /// <summary>Takes the first item if there is one at once, or within a time.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended; nothing was taken.</exception>
    public bool TryGet(
        [MaybeNullWhen(false)] out T item,
        TimeSpan timeout = default,
        CancellationToken cancellation = default
    )
    {
        T? taken = default;
        var isTaken = Waiting.Until(
            timeout,
            seconds =>
            {
                var answer = Ask("get", true, seconds);
                if (answer.Raised("Empty"))
                    return false;

                taken = Finish<T>(answer);
                return true;
            },
            cancellation
        );
        item = taken!;
        return isTaken;
    }

    private bool Raised(Answer answer, string name)
    {
        if (answer.Raised(name))
            return true;

        Finish<object?>(answer);
        return false;
    }
}
