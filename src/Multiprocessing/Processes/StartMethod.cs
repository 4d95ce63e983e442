namespace Multiprocessing;

/// <summary>How a child process comes to be. CPython: <c>multiprocessing</c>'s start methods.</summary>
public enum StartMethod
{
    /// <summary>
    /// A new program on every OS: each static is initialised again, and nothing of the parent's memory is there.
    /// </summary>
    Spawn,

    /// <summary>
    /// A copy of the parent as it stands, by <c>fork(2)</c>: each static keeps its value and its address. Linux only.
    /// </summary>
    Fork,
}
