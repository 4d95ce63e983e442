using Multiprocessing.Managers.Client;

namespace Multiprocessing;

/// <summary>A flag that processes wait for. CPython: <c>EventProxy</c>, of a <c>threading.Event</c>.</summary>
public sealed class EventProxy : Proxy
{
    internal EventProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>Whether the flag is set.</summary>
    public bool IsSet => Call<bool>("is_set");

    /// <summary>Sets the flag, and ends all waits for it.</summary>
    public void Set() => Call("set");

    /// <summary>Clears the flag.</summary>
    public void Clear() => Call("clear");

    /// <summary>Waits until the flag is set; false when the time is up. CPython: <c>wait</c>.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public bool Wait(TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        Waiting.Until(timeout ?? Timeout.InfiniteTimeSpan, seconds => Call<bool>("wait", seconds), cancellation);
}
