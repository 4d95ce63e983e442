using Multiprocessing.Connections;
using Multiprocessing.Platform;
using Multiprocessing.Processes;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Workers;

namespace Multiprocessing;

// Waits that hold no thread for each child, and waits for several.
public partial class ChildProcess
{
    private readonly Lock waits = new();
    private TaskCompletionSource? ending;
    private ManualResetEvent? ended;

    /// <summary>
    /// A handle that is set when the child has ended, for
    /// <see cref="System.Threading.WaitHandle.WaitAny(WaitHandle[])"/> and the like. CPython: <c>Process.sentinel</c>.
    /// </summary>
    /// <remarks>One thread of the library waits for all children that are waited for in this way.</remarks>
    /// <exception cref="NotSupportedException">This process can fork, and must not have that thread. Use
    /// <see cref="WaitAny"/>, which needs none.</exception>
    /// <exception cref="InvalidOperationException">This process is a fork of the one that started the
    /// child.</exception>
    public WaitHandle WaitHandle
    {
        get
        {
            ThrowIfNoThreadMayWait();
            lock (waits)
            {
                Ending();
                return ended ??= new(initialState: ending!.Task.IsCompleted);
            }
        }
    }

    /// <summary>Waits until the child has ended, without holding a thread. CPython: <c>Process.join</c>.</summary>
    /// <remarks>
    /// One thread of the library waits for all children that are waited for in this way. A child that is disposed of
    /// has ended.
    /// </remarks>
    /// <param name="cancellation">Cancels the wait; the child goes on.</param>
    /// <returns>A task that ends with the child, and fails with what the child's function threw.</returns>
    /// <exception cref="NotSupportedException">This process can fork, and must not have that thread. Use
    /// <see cref="WaitAny"/>, which needs none.</exception>
    /// <exception cref="InvalidOperationException">This process is a fork of the one that started the
    /// child.</exception>
    public Task WaitAsync(CancellationToken cancellation = default)
    {
        ThrowIfNoThreadMayWait();
        lock (waits)
            return WaitFor(Ending(), cancellation);
    }

    /// <summary>
    /// Waits until one of several children has ended. It needs no thread, so it works in a process that forks. CPython:
    /// <c>multiprocessing.connection.wait</c> on sentinels.
    /// </summary>
    /// <param name="children">The children.</param>
    /// <param name="timeout">How long at most; null and <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <returns>The first child of the list that has ended; null when the time was over. It throws nothing that a child
    /// threw: <see cref="Join()"/> does.</returns>
    /// <exception cref="ArgumentException">There are no children, or one of them is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">This process is a fork of the one that started one of the
    /// children.</exception>
    public static ChildProcess? WaitAny(IEnumerable<ChildProcess> children, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(children);
        var all = children.ToArray();
        if (all.Length == 0 || Array.Exists(all, static child => child is null))
            throw new ArgumentException("There must be at least one child to wait for, and none may be null.");

        var deadline = Deadline.OfTimeout(timeout);
        using var poll = ConnectionPoll.Create();
        while (true)
        {
            if (Array.Find(all, static child => !child.IsAlive) is { } first)
                return first;
            if (deadline.HasPassed)
                return null;

            WaitForChange(all, poll, deadline);
        }
    }

    /// <summary>Waits until something happened to one of the children, or <paramref name="poll"/> was woken.</summary>
    internal static void WaitForChange(IEnumerable<ChildProcess> children, ConnectionPoll poll, Deadline deadline)
    {
        var connections = new List<Connection>();
        foreach (var child in children)
        {
            // A process is gone shortly after its connection has ended; nothing tells when.
            if (child.connectionEnded)
                deadline = Deadline.Earlier(deadline, Deadline.After(TimeSpan.FromMilliseconds(5)));
            else
                connections.Add(child.Connection);
        }

        poll.Wait(connections, deadline);
    }

    /// <summary>Ends the waits for a child that has ended.</summary>
    internal void EndWaits()
    {
        lock (waits)
        {
            ending?.TrySetResult();
            ended?.Set();
        }
    }

    private Task Ending()
    {
        if (ending is not null)
            return ending.Task;

        var isAlive = IsAlive;
        ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (isAlive)
            ChildWatcher.Watch(this);
        else
            ending.SetResult();
        return ending.Task;
    }

    private async Task WaitFor(Task end, CancellationToken cancellation)
    {
        await end.WaitAsync(cancellation).ConfigureAwait(false);
        spawned?.FlushOutput();
        if (Thrown is not null)
            ExceptionMessage.Throw(Thrown);
    }

    private static void ThrowIfNoThreadMayWait()
    {
        if (ForkGuard.IsForkReady)
        {
            throw new NotSupportedException(
                "This process can fork, so no thread may wait for its children: a fork would be refused from then on. "
                    + $"Use {nameof(Join)} or {nameof(WaitAny)}."
            );
        }
    }
}
