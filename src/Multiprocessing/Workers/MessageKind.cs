namespace Multiprocessing.Workers;

/// <summary>
/// The kinds of messages between a process and its child. The first message to a spawned child is its preparation data;
/// each later one begins with its kind, in one byte. End of file tells a child that there is no more work.
/// </summary>
internal enum MessageKind : byte
{
    /// <summary>
    /// To the child: a function, as its name and the name of its delegate type. Functions are numbered in order.
    /// </summary>
    Function,

    /// <summary>
    /// To the child: such a function, for chunks each of whose items has an outcome of its own
    /// (<see cref="ItemAnswers"/>). It is numbered with the others.
    /// </summary>
    FunctionPerItem,

    /// <summary>
    /// To the child: run a function over arguments. Its number in four bytes, then the pickle of a chunk of arguments.
    /// </summary>
    Chunk,

    /// <summary>
    /// To the child: such a chunk, because of which the parent may kill it. It claims no mailbox afterwards until it is
    /// woken: the parent must know that no other chunk would be lost with it.
    /// </summary>
    ChunkThatCanEnd,

    /// <summary>To the child: the trace context in which the next chunk runs, in ASCII.</summary>
    TraceContext,

    /// <summary>From the child: the module has run; it is ready for work.</summary>
    Ready,

    /// <summary>From the child: the pickle of a chunk's results; nothing if the function returns none.</summary>
    Results,

    /// <summary>
    /// From the child: the <see cref="ExceptionMessage"/> of a failed chunk; before <see cref="Ready"/>, of a failed
    /// start.
    /// </summary>
    Failed,

    /// <summary>In both directions, to a sleeping process: look into the shared memory.</summary>
    Bell,

    /// <summary>
    /// From the child: the next message is the answer to the chunk in a mailbox that is too small for it. The mailbox's
    /// number in four bytes.
    /// </summary>
    Mailbox,

    /// <summary>
    /// To the child: so many of its answers that hold proxies have arrived (<see cref="WorkerProtocol.HandOver"/>), the
    /// number in four bytes. It can let go of what they hold.
    /// </summary>
    Arrived,

    /// <summary>From a spawned child: it begins to run its module.</summary>
    Entering,

    /// <summary>From a worker: its module has run, and its pool's initializer is next.</summary>
    Initializing,

    /// <summary>
    /// To a worker, first: run the pool's initializer. The function as in <see cref="Function"/>, then the pickle of
    /// its arguments.
    /// </summary>
    Initialize,

    /// <summary>From a worker, last: it ends. What it was sent after its last answer it has not run.</summary>
    Leaving,
}
