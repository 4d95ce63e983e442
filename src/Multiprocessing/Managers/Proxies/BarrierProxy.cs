using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>Where a number of processes wait until all are there. CPython: <c>BarrierProxy</c>.</summary>
public sealed class BarrierProxy : Proxy
{
    internal BarrierProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>How many must come.</summary>
    public int Parties => Call<int>("__getattribute__", "parties");

    /// <summary>How many wait now.</summary>
    public int Waiting => Call<int>("__getattribute__", "n_waiting");

    /// <summary>Whether it is broken: somebody did not wait to the end.</summary>
    public bool IsBroken => Call<bool>("__getattribute__", "broken");

    /// <summary>Waits until all are there; a number from 0 on that only one of them gets.</summary>
    /// <param name="timeout">How long to wait; as long as the barrier was made with if not said. When it is up the
    /// barrier is broken for all.</param>
    /// <param name="cancellation">Ends the wait, and breaks the barrier for all.</param>
    /// <exception cref="InvalidOperationException">The barrier is broken.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public int Wait(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using var abort = cancellation.Register(Abort);
        try
        {
            return timeout is { } some && some != Timeout.InfiniteTimeSpan
                ? Call<int>("wait", some.TotalSeconds)
                : Call<int>("wait");
        }
        catch (InvalidOperationException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    /// <summary>Breaks the barrier: waits for it fail.</summary>
    public void Abort() => Call("abort");

    /// <summary>Makes it whole again; waits for it fail.</summary>
    public void Reset() => Call("reset");
}
