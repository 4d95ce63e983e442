using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>A proxy of an object that processes acquire and release. CPython: <c>AcquirerProxy</c>.</summary>
public abstract class AcquirerProxy : Proxy
{
    private protected AcquirerProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>Acquires it; waits until that is possible. CPython: <c>acquire</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up, and nothing was acquired.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was acquired.</exception>
    public bool Acquire(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        CancellableWait.Until(
            timeout ?? Timeout.InfiniteTimeSpan,
            seconds => seconds is null ? Call<bool>("acquire") : Call<bool>("acquire", true, seconds),
            cancellation
        );

    /// <summary>Releases it. CPython: <c>release</c>.</summary>
    /// <exception cref="InvalidOperationException">It is not acquired, or, where it has an owner, another thread owns
    /// it.</exception>
    public void Release() => Call("release");

    /// <summary>
    /// Acquires it, and releases it when the result is disposed of: <c>using (proxy.Hold()) …</c>. CPython: <c>with
    /// proxy:</c>.
    /// </summary>
    public IDisposable Hold()
    {
        Acquire();
        return new Held(this);
    }

    private sealed class Held(AcquirerProxy proxy) : IDisposable
    {
        private int isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isReleased, 1) == 0)
                proxy.Release();
        }
    }
}
