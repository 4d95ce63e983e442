using Multiprocessing.Managers.Client;
using Multiprocessing.Platform;

namespace Multiprocessing;

/// <summary>
/// A barrier in a manager's server, where a fixed number of callers wait for one another. CPython: <c>BarrierProxy</c>.
/// </summary>
public sealed class BarrierProxy : Proxy
{
    internal BarrierProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>How many callers must wait before all are released. CPython: <c>parties</c>.</summary>
    public int Parties => Call<int>("__getattribute__", "parties");

    /// <summary>How many callers wait now. CPython: <c>n_waiting</c>.</summary>
    public int Waiting => Call<int>("__getattribute__", "n_waiting");

    /// <summary>Whether it is broken: a caller stopped waiting, or died. CPython: <c>broken</c>.</summary>
    public bool IsBroken => Call<bool>("__getattribute__", "broken");

    /// <summary>Waits until all callers wait. CPython: <c>wait</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to the barrier's own timeout. When the time is up, the barrier
    /// is broken for all.</param>
    /// <param name="cancellation">Cancels the wait, and breaks the barrier for all.</param>
    /// <returns>A number from 0 to <see cref="Parties"/> - 1, different for each caller.</returns>
    /// <exception cref="InvalidOperationException">The barrier is broken.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public int Wait(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var seconds = Deadline.OfTimeout(timeout).SecondsLeft;
        cancellation.ThrowIfCancellationRequested();
        using var abort = cancellation.Register(Abort);
        try
        {
            return seconds is null ? Call<int>("wait") : Call<int>("wait", seconds);
        }
        catch (InvalidOperationException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    /// <summary>Breaks the barrier: all calls that wait fail. CPython: <c>abort</c>.</summary>
    public void Abort() => Call("abort");

    /// <summary>Makes a broken barrier usable again; calls that wait fail. CPython: <c>reset</c>.</summary>
    public void Reset() => Call("reset");
}
