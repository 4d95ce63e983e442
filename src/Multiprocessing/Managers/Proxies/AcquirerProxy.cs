using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>What processes acquire and release. CPython: <c>AcquirerProxy</c>.</summary>
public abstract class AcquirerProxy : Proxy
{
    private protected AcquirerProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>Acquires it; waits until that is possible. False when the time is up.</summary>
    /// <param name="timeout">How long to wait; without end if not said.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended; nothing was acquired.</exception>
    public bool Acquire(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        Waiting.Until(
            timeout ?? Timeout.InfiniteTimeSpan,
            seconds => seconds is null ? Call<bool>("acquire") : Call<bool>("acquire", true, seconds),
            cancellation
        );

    /// <summary>Releases it.</summary>
    /// <exception cref="InvalidOperationException">It is not acquired.</exception>
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
