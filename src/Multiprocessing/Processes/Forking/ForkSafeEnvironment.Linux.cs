using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Forking;

/// <summary>How a program is started so that it may fork: what must stand before its runtime starts.</summary>
/// <remarks>Each line is the answer to a measured crash or hang; the README's limits of fork tell which.</remarks>
internal static unsafe class ForkSafeEnvironment
{
    /// <summary>The stacks of the threads that a forked child does not have must be this large, in bytes: glibc then
    /// never hands one of
    /// them to a new thread of the child, and the collector, which still walks them, finds them as they were.</summary>
    public const ulong DeadStackSize = 64 << 20;

    private const int StackLimit = 3; // RLIMIT_STACK
    private const int AttributesSize = 256; // more than any pthread_attr_t

    /// <summary>Variables with the value that they must have.</summary>
    public static IReadOnlyDictionary<string, string> Required { get; } =
        new Dictionary<string, string>
        {
            ["DOTNET_EnableWriteXorExecute"] = "0", // its code heaps are shared memory: parent and child overwrite each other's code
            ["DOTNET_EnableDiagnostics"] = "0", // threads of the debugger, the event pipe and diagnostics
            ["DOTNET_TieredCompilation"] = "0", // a background compiler thread that can hold a lock at the fork
            ["DOTNET_gcConcurrent"] = "0", // a thread of the collector
            ["DOTNET_gcServer"] = "0", // a collector thread for each heap
        };

    /// <summary>Variables that must not be there.</summary>
    public static IReadOnlyList<string> Forbidden { get; } =
    [
        "DOTNET_Thread_DefaultStackSize",
        "DOTNET_DefaultStackSize", // a small stack for the finalizer
        "DOTNET_DbgEnableMiniDump", // a crash of the child dumps the parent
        "DOTNET_EnableEventPipe", // a thread
        "DOTNET_STARTUP_HOOKS", // runs what nobody knows
    ];

    /// <summary>
    /// glibc unmaps cached stacks of over 40 MB in all, the dead ones with them, unless it is told otherwise.
    /// </summary>
    public const string Tunables = "GLIBC_TUNABLES",
        StackCache = "glibc.pthread.stack_cache_size=1099511627776";

    /// <summary>What to change in an environment.</summary>
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
    /// Runs <paramref name="start"/> with the limit that makes the new program's threads' stacks large.
    /// </summary>
    public static int WithLargeStacks(Func<int> start)
    {
        var before = ReadStackLimit();
        if (before.Hard < DeadStackSize)
        {
            throw new ProcessStartException(
                $"A fork-ready process needs stacks of {DeadStackSize >> 20} MB, but the hard limit is {before.Hard >> 10} KB: raise it (ulimit -Hs)."
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

    /// <summary>Back to the limit that programs started from here had before.</summary>
    public static void RestoreStackLimit(ulong soft)
    {
        var limit = ReadStackLimit() with { Soft = soft };
        Libc.Check(Libc.SetResourceLimit(StackLimit, &limit), "setrlimit");
    }

    /// <summary>The soft limit of the stack in this process, in bytes.</summary>
    public static ulong StackLimitNow => ReadStackLimit().Soft;

    /// <summary>The size of the stacks of threads for which nobody asks another, in bytes.</summary>
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

    /// <summary>The name that older runtimes gave a variable; it still works.</summary>
    public static string Legacy(string name) => string.Concat("COMPlus_", name.AsSpan("DOTNET_".Length));

    private static Libc.ResourceLimit ReadStackLimit()
    {
        Libc.ResourceLimit limit;
        Libc.Check(Libc.GetResourceLimit(StackLimit, &limit), "getrlimit");
        return limit;
    }
}
