using Multiprocessing.Platform;
using Multiprocessing.Processes.Forking;

namespace Multiprocessing;

// Items that are waited for without holding a thread of the caller.
public sealed partial class SharedQueue<T>
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly LinkedList<TaskCompletionSource<T>> pending = [];
    private bool isServing;

    /// <summary>Takes the first item; the task has it as soon as there is one. CPython: none.</summary>
    /// <remarks>
    /// If there is an item, it is taken at once. Otherwise one thread of the library waits for all such calls on this
    /// object, as long as there are some.
    /// </remarks>
    /// <param name="cancellation">Cancels the task; nothing is taken then.</param>
    /// <returns>The item. The task fails with <see cref="InvalidOperationException"/> when the queue is complete and
    /// empty.</returns>
    /// <exception cref="NotSupportedException">This process can fork, and must not have that thread. Use
    /// <see cref="Get"/>.</exception>
    /// <inheritdoc cref="TryGet"/>
    public Task<T> GetAsync(CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        if (TryGet(out var item, cancellation: cancellation))
            return Task.FromResult(item);
        if (ForkGuard.IsForkReady)
        {
            throw new NotSupportedException(
                $"This process can fork, so no thread may wait for a queue. Use {nameof(Get)} or {nameof(TryGet)}."
            );
        }

        var waiting = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (pending)
        {
            pending.AddLast(waiting);
            if (!isServing)
            {
                isServing = true;
                new Thread(Serve) { IsBackground = true, Name = "Multiprocessing queue" }.Start();
            }
        }

        return cancellation.CanBeCanceled ? Cancellable(waiting, cancellation) : waiting.Task;
    }

    private async Task<T> Cancellable(TaskCompletionSource<T> waiting, CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(
            _ =>
            {
                // What is no longer in the list is being given its item.
                lock (pending)
                {
                    if (!pending.Remove(waiting))
                        return;
                }

                waiting.TrySetCanceled(cancellation);
            },
            null
        );
        return await waiting.Task.ConfigureAwait(false);
    }

    private void Serve()
    {
        while (true)
        {
            try
            {
                var isReady = WaitForItem();
                lock (pending)
                {
                    if (isReady)
                        ServeNext();
                    if (pending.Count == 0)
                    {
                        isServing = false;
                        return;
                    }
                }
            }
            catch (Exception failure)
            {
                FailAll(failure);
                return;
            }
        }
    }

    private bool WaitForItem()
    {
        using var kept = Keep();
        return Queue.WaitForItem(Deadline.After(LookAgain));
    }

    // An item that another one has taken meanwhile is waited for again.
    private void ServeNext()
    {
        if (pending.First is not { Value: var first })
            return;

        try
        {
            if (TryGet(out var item))
                first.SetResult(item);
            else if (IsComplete && IsEmpty)
                first.SetException(Exhausted());
            else
                return;
        }
        catch (UnpicklingException failure)
        {
            first.SetException(failure);
        }

        pending.RemoveFirst();
    }

    private void FailAll(Exception failure)
    {
        lock (pending)
        {
            isServing = false;
            foreach (var waiting in pending)
                waiting.SetException(failure);
            pending.Clear();
        }
    }
}
