using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>How a program is started so that it can fork: what must be set before its runtime starts.</summary>
/// <remarks>
/// Each setting is the answer to a measured crash or hang: see <c>Processes/Forking/README.md</c>.
/// </remarks>
internal static unsafe class ForkSafeEnvironment
{
    /// <summary>
    /// How large the stacks of the threads that a forked child does not have must be, in bytes: glibc then never reuses
    /// one of them for a new thread of the child, and the collector, which still walks them, finds them unchanged.
    /// </summary>
    public const ulong DeadStackSize = 64 << 20;

    private const int StackLimit = 3; // RLIMIT_STACK
    private const int AttributesSize = 256; // more than any pthread_attr_t

    /// <summary>The variables that must be set, with their values.</summary>
    public static IReadOnlyDictionary<string, string> Required { get; } =
        new Dictionary<string, string>
        {
            // Its code heaps are shared memory: parent and child would overwrite each other's code.
            ["DOTNET_EnableWriteXorExecute"] = "0",
            ["DOTNET_EnableDiagnostics"] = "0", // starts threads: debugger, event pipe, diagnostics
            ["DOTNET_TieredCompilation"] = "0", // a background compiler thread can hold a lock at the fork
            ["DOTNET_gcConcurrent"] = "0", // starts a thread of the collector
            ["DOTNET_gcServer"] = "0", // starts a collector thread for each heap
        };

    /// <summary>The variables that must not be set.</summary>
    public static IReadOnlyList<string> Forbidden { get; } =
    [
        "DOTNET_Thread_DefaultStackSize",
        "DOTNET_DefaultStackSize", // gives the finalizer thread a small stack
        "DOTNET_DbgEnableMiniDump", // a crash of a child dumps the parent
        "DOTNET_EnableEventPipe", // starts a thread
        "DOTNET_STARTUP_HOOKS", // runs unknown code
    ];

    /// <summary>
    /// By default glibc unmaps cached stacks once they exceed 40 MB in all, those of the dead threads among them.
    /// </summary>
    public const string Tunables = "GLIBC_TUNABLES",
        StackCache = "glibc.pthread.stack_cache_size=1099511627776";

    /// <summary>The changes that make an environment fork-safe; null removes a variable.</summary>
    public static List<KeyValuePair<string, string?>> Variables(Dictionary<string, string> environment)
    {
        var changes = new List<KeyValuePair<string, string?>>();
        foreach (var (name, value) in Required)
            changes.Add(new(name, value));
        foreach (var name in Forbidden)
        {
            changes.Add(new(name, null));
            changes.Add(new(Legacy(name), null));
        }

        var others = environment.GetValueOrDefault(Tunables);
        changes.Add(new(Tunables, string.IsNullOrEmpty(others) ? StackCache : $"{others}:{StackCache}"));
        return changes;
    }

    /// <summary>
    /// Runs <paramref name="start"/> under the limit that makes the thread stacks of the new program large.
    /// </summary>
    public static int WithLargeStacks(Func<int> start)
    {
        var before = ReadStackLimit();
        if (before.Hard < DeadStackSize)
        {
            throw new ProcessStartException(
                $"A fork-ready process needs stacks of {DeadStackSize >> 20} MB, "
                    + $"but the hard limit is {before.Hard >> 10} KB: raise it (ulimit -Hs)."
            );
        }

        var large = before with { Soft = DeadStackSize };
        Libc.Check(Libc.SetResourceLimit(StackLimit, &large), "setrlimit");
        try
        {
            return start();
        }
        finally
        {
            _ = Libc.SetResourceLimit(StackLimit, &before);
        }
    }

    /// <summary>Restores the limit that programs started from here inherit.</summary>
    public static void RestoreStackLimit(ulong soft)
    {
        var limit = ReadStackLimit() with { Soft = soft };
        Libc.Check(Libc.SetResourceLimit(StackLimit, &limit), "setrlimit");
    }

    /// <summary>The soft limit of the stack in this process, in bytes.</summary>
    public static ulong StackLimitNow => ReadStackLimit().Soft;

    /// <summary>The stack size of threads that are started without one, in bytes.</summary>
    public static ulong DefaultStackSize
    {
        get
        {
            var attributes = stackalloc byte[AttributesSize];
            nuint size;
            _ = Libc.GetDefaultThreadAttributes(attributes);
            _ = Libc.GetStackSize(attributes, &size);
            _ = Libc.DestroyThreadAttributes(attributes);
            return size;
        }
        set
        {
            var attributes = stackalloc byte[AttributesSize];
            _ = Libc.GetDefaultThreadAttributes(attributes);
            _ = Libc.SetStackSize(attributes, (nuint)value);
            _ = Libc.SetDefaultThreadAttributes(attributes);
            _ = Libc.DestroyThreadAttributes(attributes);
        }
    }

    /// <summary>A variable's name in older runtimes, which still works.</summary>
    public static string Legacy(string name) => string.Concat("COMPlus_", name.AsSpan("DOTNET_".Length));

    private static Libc.ResourceLimit ReadStackLimit()
    {
        Libc.ResourceLimit limit;
        Libc.Check(Libc.GetResourceLimit(StackLimit, &limit), "getrlimit");
        return limit;
    }
}
