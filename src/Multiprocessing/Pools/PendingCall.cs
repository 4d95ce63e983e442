namespace Multiprocessing.Pools;

/// <summary>A call that no thread waits for: the task that its caller was given, and what cancels it.</summary>
internal abstract class PendingCall(PoolCall call, CancellationToken cancellation) : IDisposable
{
    private CancellationTokenRegistration registration;

    public PoolCall Call => call;

    /// <summary>Whether the pool forgets the call with this; not that of a stream, which is waited for often.</summary>
    public bool EndsCall { get; init; } = true;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Has <paramref name="wake"/> called when the call is cancelled.</summary>
    public void Watch(Action wake) => registration = cancellation.Register(wake);

    /// <summary>Ends the task. Its continuations run on other threads.</summary>
    /// <param name="failure">What ended the call; null for success.</param>
    public abstract void End(Exception? failure);

    public void Dispose() => registration.Unregister();
}

/// <summary>Such a call with a result.</summary>
internal sealed class PendingCall<T>(PoolCall call, Func<T> result, CancellationToken cancellation)
    : PendingCall(call, cancellation)
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => completion.Task;

    public override void End(Exception? failure)
    {
        if (failure is null)
            completion.TrySetResult(result());
        else if (failure is OperationCanceledException && Cancellation.IsCancellationRequested && !Call.IsFinished)
            completion.TrySetCanceled(Cancellation);
        else
            completion.TrySetException(failure);
    }
}
