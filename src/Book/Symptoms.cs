namespace Book;

/// <summary>What goes wrong in programs of several processes, as people describe it, and what explains it.</summary>
internal static class Symptoms
{
    /// <summary>
    /// What is seen, and why and what to do, with the numbers of the observations that show it.
    /// </summary>
    public static IReadOnlyList<(string Seen, string Why)> All { get; } =
    [
        (
            "My global is empty in the worker",
            "A spawned worker runs the module again (S1.02) and does not see what main assigned later "
                + "(S1.10). Pass the value as an argument (S2.02), or fork (S1.31)."
        ),
        (
            "It works on one machine and finds nothing on another",
            "CPython's default start method depends on its version and the system (G14), and with it whether a worker "
                + "has main's globals (S1.31) or not (S1.10). Give the pool a start method."
        ),
        (
            "My append is lost",
            "A worker appends to its own copy: of a global, spawned (S1.18) or forked (S1.33), and of an "
                + "argument (S2.07). Return the value, or append to a list of a manager (S3.06)."
        ),
        (
            "My counter is too low",
            "Each worker counts in its own copy (S1.17, S1.34). In a manager a read and a write are two "
                + "calls, and another worker can write between them (S3.19): hold a lock during both."
        ),
        (
            "Equal ids, nothing shared",
            "A forked copy keeps the identity of main's object (S1.32) and is a copy all the same "
                + "(S1.33). Addresses of unrelated objects can be equal in two processes (S1.09, S2.10), and in "
                + "two tasks (S2.08)."
        ),
        (
            "A worker sees what I changed after the call",
            "In CPython an asynchronous call returns before its arguments are pickled (S2.13). Pass a copy of what you "
                + "go on changing. In .NET the arguments are pickled when the call returns."
        ),
        (
            "Every worker has its own copy of a large table",
            "A spawned worker makes it again (S1.02), and an argument is copied (S2.03). A fork shares main's until it "
                + "is written to (S1.39), and StartMethods.Preload gives every program the same (N04)."
        ),
        (
            "A task never returns",
            "It keeps its worker. In .NET a time limit ends the task and replaces the worker (N03); a time limit of "
                + "CPython ends only the wait."
        ),
        (
            "The pool hangs",
            "In CPython a call never returns if a worker dies with its task or cannot unpickle it (S2.15), if a worker "
                + "does not have the key of a proxy's server (S3.21), if the initializer raises (G21), or if the "
                + "pool's block is left first (G08). In .NET the call fails."
        ),
    ];
}
