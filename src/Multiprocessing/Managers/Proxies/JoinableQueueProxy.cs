using Multiprocessing.Managers;

namespace Multiprocessing;

/// <summary>A queue whose users say when they are done with an item. CPython: <c>JoinableQueue</c> of a manager.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class JoinableQueueProxy<T> : QueueProxy<T>
{
    internal JoinableQueueProxy(Reference reference) : base(reference) { }

    /// <summary>Says that an item which was taken has been worked on. CPython: <c>task_done</c>.</summary>
    /// <exception cref="ArgumentException">It was said more often than items were put.</exception>
    public void TaskDone() => Call("task_done");

    /// <summary>Waits until each item that was put has been worked on.</summary>
    public void Join() => Call("join");
}
