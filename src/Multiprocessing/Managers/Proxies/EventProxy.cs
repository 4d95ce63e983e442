using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>A flag in a manager's server that processes wait for. CPython: <c>EventProxy</c>.</summary>
public sealed class EventProxy : Proxy
{
    internal EventProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>Whether the flag is set.</summary>
    public bool IsSet => Call<bool>("is_set");

    /// <summary>Sets the flag; all calls that wait for it return.</summary>
    public void Set() => Call("set");

    /// <summary>Clears the flag.</summary>
    public void Clear() => Call("clear");

    /// <summary>Waits until the flag is set. CPython: <c>wait</c>.</summary>
    /// <param name="timeout">How long to wait; defaults to no limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>False when the time is up.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool Wait(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        CancellableWait.Until(
            timeout ?? Timeout.InfiniteTimeSpan,
            seconds => Call<bool>("wait", seconds),
            cancellation
        );
}
