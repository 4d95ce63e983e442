using System.Globalization;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>
/// Whether this process can fork now. A child has only the thread that forked; what other threads held or provide is
/// lost in it.
/// </summary>
internal static class ForkGuard
{
    private static readonly TimeSpan EndingThread = TimeSpan.FromSeconds(1),
        BusyFinalizer = TimeSpan.FromSeconds(2);

    // What the name of one of the runtime's threads says about its cause. The kernel keeps 15 characters of a name.
    private static readonly (string Thread, string Cause)[] Causes =
    [
        (".NET Sockets", "a System.Net.Sockets.Socket was used"),
        (
            ".NET SigHandler",
            "signals are handled: Console.ReadKey or CancelKeyPress, a PosixSignalRegistration or "
                + "a System.Diagnostics.Process"
        ),
        (".NET TP ", "the thread pool is in use: a Task, Parallel, a timer or asynchronous input or output"),
        (".NET Timer", "a timer or Task.Delay was used"),
        (".NET EventPipe", "events are being traced"),
        (".NET Tiered", "the background compiler runs"),
        (".NET BGC", "the collector runs in the background"),
        (".NET Server GC", "the server garbage collector is on"),
    ];

    private static ThreadList? startupThreads;
    private static FinalizerThread? finalizer;
    private static bool forked,
        isServed;

    /// <summary>
    /// Whether this process was started fork-ready, or forked, and is kept able to fork. A child of the fork server is
    /// not, unless that was asked for: it can do what a spawned one can, and fork until something forbids it.
    /// </summary>
    public static bool IsForkReady => startupThreads is not null && !isServed;

    /// <summary>
    /// At the start of a fork-ready program, before any other code: remembers which threads it started with.
    /// </summary>
    public static void Begin()
    {
        startupThreads = ThreadList.Read();
        finalizer = FinalizerThread.Find(startupThreads);
    }

    /// <summary>In a forked child: it has one thread and no finalizer.</summary>
    public static void BeginForked(int pid)
    {
        startupThreads = ThreadList.OfForked(pid);
        finalizer = null;
        forked = true;
        isServed = false;
    }

    /// <summary>In a child of the fork server that need not stay able to fork.</summary>
    public static void BeginServed() => isServed = true;

    /// <summary>Runs <see cref="BeginForked"/> in the parent, and undoes it.</summary>
    public static void Rehearse()
    {
        var before = (startupThreads, finalizer, forked, isServed);
        BeginForked(0);
        (startupThreads, finalizer, forked, isServed) = before;
    }

    /// <summary>Waits until only the calling thread works in this process.</summary>
    /// <exception cref="UnsafeForkException">A fork would not be safe.</exception>
    public static void WaitUntilQuiet()
    {
        while (true)
        {
            var reasons = Blockers();
            if (reasons.Count > 0)
                throw new UnsafeForkException(reasons);
            if (finalizer is null or { IsAtRest: true })
                return;

            // A finalizer that ends meanwhile can have started a thread or used the thread pool: look again.
            if (!finalizer.WaitUntilIdle(BusyFinalizer))
            {
                throw new UnsafeForkException([
                    $"The finalizer thread has been busy for {BusyFinalizer.TotalSeconds} seconds: "
                        + "some object's finalizer does not end.",
                ]);
            }
        }
    }

    /// <summary>Every reason why this process cannot fork.</summary>
    public static IReadOnlyList<string> Blockers()
    {
        if (StartMethods.UnsupportedReason(StartMethod.Fork) is { } reason)
            return [reason];
        if (RuntimeFields.Blockers() is { Count: > 0 } missing)
            return missing;

        if (startupThreads is null)
        {
            return
            [
                "It was not started fork-ready (set ChildProcessOptions.ForkReady where it is started).",
                .. StartReasons(),
                .. ThreadReasons(ThreadList.Read().Except(ThreadList.OfRuntime)),
            ];
        }

        // A thread that was just joined is listed for some milliseconds more; a sleep is expensive and seldom needed.
        var deadline = Deadline.After(EndingThread);
        var others = ThreadList.Read().Except(startupThreads);
        while (others.Count > 0 && !deadline.HasPassed)
        {
            Thread.Sleep(1);
            others = ThreadList.Read().Except(startupThreads);
        }

        return others.Count > 0 ? ThreadReasons(others) : PastReasons();
    }

    // What has left no thread, and yet a state from which a child cannot continue.
    private static IReadOnlyList<string> PastReasons() =>
        !forked && ThreadPool.CompletedWorkItemCount > 0
            ? ["The thread pool was used: a Task, Parallel, a timer or asynchronous input or output."]
            : [];

    private static IReadOnlyList<string> ThreadReasons(IReadOnlyList<ListedThread> threads) =>
        [
            .. threads.Select(thread =>
                Cause(thread.Name) is { } cause
                    ? $"Thread {thread.Id} ({thread.Name}) runs: {cause}."
                    : $"Thread {thread.Id} ({thread.Name}) runs: end it before the fork."
            ),
        ];

    private static string? Cause(string thread)
    {
        foreach (var (name, cause) in Causes)
        {
            if (
                thread.StartsWith(
                    name.Length > ThreadList.NameLength ? name[..ThreadList.NameLength] : name,
                    StringComparison.Ordinal
                )
            )
            {
                return cause;
            }
        }

        return null;
    }

    private static IEnumerable<string> StartReasons()
    {
        foreach (var (name, value) in ForkSafeEnvironment.Required)
        {
            if (Environment.GetEnvironmentVariable(name) is var actual && actual != value)
                yield return $"{name} must be {value} but is {actual ?? "not set"}.";
        }

        foreach (var name in ForkSafeEnvironment.Forbidden)
        {
            if (Environment.GetEnvironmentVariable(name) is { } actual)
                yield return $"{name} must not be set but is {actual}.";
        }

        if (
            Environment
                .GetEnvironmentVariable(ForkSafeEnvironment.Tunables)
                ?.Contains(ForkSafeEnvironment.StackCache, StringComparison.Ordinal)
            is not true
        )
        {
            yield return $"{ForkSafeEnvironment.Tunables} must contain {ForkSafeEnvironment.StackCache}.";
        }

        if (ForkSafeEnvironment.DefaultStackSize is var size && size != ForkSafeEnvironment.DeadStackSize)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Thread stacks must be {ForkSafeEnvironment.DeadStackSize >> 20} MB (RLIMIT_STACK at the start) "
                    + $"but are {size >> 20} MB."
            );
        }
    }
}
