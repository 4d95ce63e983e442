namespace Multiprocessing;

/// <summary>How a child process is started. CPython: <c>multiprocessing</c>'s start methods.</summary>
public enum StartMethod
{
    /// <summary>
    /// A new program, on every OS: each static is initialised again, and the child has none of the parent's memory.
    /// </summary>
    Spawn,

    /// <summary>
    /// A copy of the parent in its present state, by <c>fork(2)</c>: each static keeps its value and address. Linux
    /// only.
    /// </summary>
    Fork,

    /// <summary>
    /// A copy of a server process, which the first start starts: nearly as cheap as <see cref="Fork"/>, and for every
    /// program. Each static is initialised again, and the child has none of the parent's memory, as under
    /// <see cref="Spawn"/>; what <see cref="StartMethods.Preload"/> prepared in the server is shared by all children.
    /// No finalizers run in a child, as under <see cref="Fork"/>. Linux only. CPython: <c>forkserver</c>.
    /// </summary>
    ForkServer,
}
