using System.Globalization;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>
/// Whether this process may fork now. A child has only the thread that forked; what the others held, or will be asked
/// for, is lost.
/// </summary>
internal static class ForkGuard
{
    private static readonly TimeSpan EndingThread = TimeSpan.FromSeconds(1),
        BusyFinalizer = TimeSpan.FromSeconds(2);

    // What a thread of the runtime's own tells about who started it. The kernel keeps 15 characters of a name.
    private static readonly (string Thread, string Cause)[] Causes =
    [
        (".NET Sockets", "a System.Net.Sockets.Socket was used"),
        (
            ".NET SigHandler",
            "signals are handled: Console.ReadKey or CancelKeyPress, a PosixSignalRegistration or a System.Diagnostics.Process"
        ),
        (".NET TP ", "the thread pool works: a Task, Parallel, a timer or asynchronous input or output"),
        (".NET Timer", "a timer or Task.Delay was used"),
        (".NET EventPipe", "events are traced"),
        (".NET Tiered", "the background compiler runs"),
        (".NET BGC", "the collector runs in the background"),
        (".NET Server GC", "the collector is the server's"),
    ];

    private static ThreadList? quiet;
    private static FinalizerThread? finalizer;
    private static bool forked;

    /// <summary>Whether this process was started fork-ready by the library, or forked.</summary>
    public static bool IsReady => quiet is not null;

    /// <summary>
    /// At the start of a fork-ready program, before anybody else's code: remembers which threads a quiet process has.
    /// </summary>
    public static void Begin()
    {
        quiet = ThreadList.Read();
        finalizer = FinalizerThread.Find(quiet);
    }

    /// <summary>In a forked child: it has one thread and no finalizer.</summary>
    public static void BeginForked(int pid)
    {
        quiet = ThreadList.OfForked(pid);
        finalizer = null;
        forked = true;
    }

    /// <summary>Waits until nothing of this process but the caller is at work.</summary>
    /// <exception cref="UnsafeForkException">A fork would not be safe.</exception>
    public static void WaitUntilQuiet()
    {
        var reasons = Blockers();
        if (reasons.Count > 0)
            throw new UnsafeForkException(reasons);

        if (finalizer?.WaitUntilIdle(BusyFinalizer) == false)
        {
            throw new UnsafeForkException([
                $"The finalizer thread has been busy for {BusyFinalizer.TotalSeconds} seconds: some object's finalizer does not end.",
            ]);
        }
    }

    /// <summary>Every reason why this process may not fork.</summary>
    public static IReadOnlyList<string> Blockers()
    {
        if (StartMethods.UnsupportedReason(StartMethod.Fork) is { } reason)
            return [reason];

        if (quiet is null)
        {
            return
            [
                "It was not started fork-ready (ChildProcessOptions.ForkReady).",
                .. StartReasons(),
                .. ThreadReasons(ThreadList.Read().Except(ThreadList.OfRuntime)),
            ];
        }

        // Sleeping is dear and seldom needed: a thread that was just joined is listed for some milliseconds more.
        var deadline = Deadline.After(EndingThread);
        var others = ThreadList.Read().Except(quiet);
        while (others.Count > 0 && !deadline.HasPassed)
        {
            Thread.Sleep(1);
            others = ThreadList.Read().Except(quiet);
        }

        return others.Count > 0 ? ThreadReasons(others) : PastReasons();
    }

    // What leaves no thread behind, and yet a state that a child cannot go on from.
    private static IReadOnlyList<string> PastReasons() =>
        !forked && ThreadPool.CompletedWorkItemCount > 0
            ? ["The thread pool was used: a Task, Parallel, a timer or asynchronous input or output."]
            : [];

    private static IReadOnlyList<string> ThreadReasons(IReadOnlyList<(int Id, string Name)> threads) =>
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
            if (Environment.GetEnvironmentVariable(name) is var has && has != value)
                yield return $"{name} must be {value}, and is {has ?? "not set"}.";
        }

        foreach (var name in ForkSafeEnvironment.Forbidden)
        {
            if (Environment.GetEnvironmentVariable(name) is { } has)
                yield return $"{name} must not be set, and is {has}.";
        }

        if (
            Environment
                .GetEnvironmentVariable(ForkSafeEnvironment.Tunables)
                ?.Contains(ForkSafeEnvironment.StackCache, StringComparison.Ordinal)
            is not true
        )
        {
            yield return $"{ForkSafeEnvironment.Tunables} must hold {ForkSafeEnvironment.StackCache}.";
        }

        if (ForkSafeEnvironment.DefaultStackSize is var size && size != ForkSafeEnvironment.DeadStackSize)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The stacks of threads must be of {ForkSafeEnvironment.DeadStackSize >> 20} MB (RLIMIT_STACK at the start), and are of {size >> 20} MB."
            );
        }
    }
}
