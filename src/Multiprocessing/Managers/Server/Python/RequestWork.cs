using System.Collections;
using System.Numerics;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>
/// How much work a request may be: a small message can describe a value with more parts than can be counted, because it
/// contains one part many times, or one that is nested deeper than any stack. Comparing, hashing and writing a part for
/// the first time is free, as the message paid for it. Doing so again costs.
/// </summary>
internal sealed class RequestWork
{
    /// <summary>How deep values can be nested; Python's recursion limit.</summary>
    public const int DeepestNesting = 1_000;

    // About 100 ms.
    private const int Most = 250_000;

    // Enough for an ordinary value: a list of many of them can be sorted, and each is compared again and again.
    private const int FreeEachTime = 32;

    // What a set of this many parts takes, 20 MB, is the memory that a request may use to remember them.
    private const int MostRemembered = 500_000;

    private const int ItemsPerStep = 16;

    [ThreadStatic]
    private static RequestWork? t_current;

    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private bool isRequest;
    private int left = Most,
        depth,
        spent;

    private RequestWork() { }

    /// <summary>Begins a request of this thread. Outside of a request each value is one.</summary>
    public static void Begin()
    {
        if (t_current is not { left: Most, seen.Count: 0, depth: 0 })
            t_current = new RequestWork();
        t_current.isRequest = true;
    }

    /// <summary>Begins to work on a value and its parts; to be followed by <see cref="Leave"/>.</summary>
    /// <exception cref="PythonError">RecursionError: it is nested too deeply. MemoryError: the request has done too
    /// much.</exception>
    public static void Enter(object value, string purpose)
    {
        var current = t_current ??= new RequestWork();
        if (current.depth == DeepestNesting)
            throw PythonError.Of("RecursionError", $"maximum recursion depth exceeded {purpose}");
        var cost = 1 + SizeOf(value) / ItemsPerStep;
        current.spent = (int)Math.Min((long)current.spent + cost, int.MaxValue);
        if (current.spent > FreeEachTime && !current.Remember(value) && (current.left -= cost) < 0)
        {
            current.left = 0;
            throw PythonError.Memory();
        }

        current.depth++;
    }

    public static void Leave()
    {
        var current = t_current!;
        if (--current.depth > 0)
            return;
        current.spent = 0;
        if (!current.isRequest)
            t_current = current.seen.Count == 0 ? current.Anew() : null;
    }

    // False if it was there before.
    private bool Remember(object value) => seen.Count < MostRemembered && seen.Add(value);

    private RequestWork Anew()
    {
        left = Most;
        return this;
    }

    private static int SizeOf(object value) =>
        value switch
        {
            string text => text.Length,
            ICollection items => items.Count,
            IReadOnlyCollection<object?> items => items.Count,
            BigInteger number => number.GetByteCount(),
            _ => 1,
        };
}
