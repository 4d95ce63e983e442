using System.Diagnostics.CodeAnalysis;
using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>A queue in a manager's server. CPython: <c>SyncManager.Queue</c>, a <c>queue.Queue</c>.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public class QueueProxy<T> : Proxy
{
    static QueueProxy() => ClientTypes.Instance.Allow(typeof(T));

    internal QueueProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>The number of items; other processes can change it at any time. CPython: <c>qsize</c>.</summary>
    public int Count => Call<int>("qsize");

    /// <summary>Whether there is no item at this moment. CPython: <c>empty</c>.</summary>
    public bool IsEmpty => Call<bool>("empty");

    /// <summary>Whether there is no room for another item at this moment. CPython: <c>full</c>.</summary>
    public bool IsFull => Call<bool>("full");

    /// <summary>Adds an item; waits for room. CPython: <c>put</c>.</summary>
    /// <param name="item">The item; the queue gets a copy.</param>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="TimeoutException">The queue was still full when the time was up.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was added.</exception>
    public void Put(T item, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        if (!TryPut(item, timeout ?? Timeout.InfiniteTimeSpan, cancellation))
            throw new TimeoutException("The queue was still full when the timeout expired.");
    }

    /// <summary>Adds an item if there is room, at once or before the time is up.</summary>
    /// <param name="item">The item; the queue gets a copy.</param>
    /// <param name="timeout">How long to wait for room; defaults to not at all.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up, and nothing was added.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was added.</exception>
    public bool TryPut(T item, TimeSpan timeout = default, CancellationToken cancellation = default) =>
        CancellableWait.Until(timeout, seconds => !Raised(Ask("put", item, true, seconds), "Full"), cancellation);

    /// <summary>Takes the first item; waits for one. CPython: <c>get</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="TimeoutException">The queue was still empty when the time was up.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was taken.</exception>
    public T Get(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        TryGet(out var item, timeout ?? Timeout.InfiniteTimeSpan, cancellation)
            ? item
            : throw new TimeoutException("The queue was still empty when the timeout expired.");

    /// <summary>Takes the first item if there is one, at once or before the time is up.</summary>
    /// <param name="item">The item.</param>
    /// <param name="timeout">How long to wait for an item; defaults to not at all.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up, and nothing was taken.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was taken.</exception>
    public bool TryGet(
        [MaybeNullWhen(false)] out T item,
        TimeSpan timeout = default,
        CancellationToken cancellation = default
    )
    {
        T? taken = default;
        var isTaken = CancellableWait.Until(
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
