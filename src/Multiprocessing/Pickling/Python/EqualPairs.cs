using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Python;

/// <summary>
/// The pairs that the current comparison of a thread has found equal, so that it compares no pair twice: two towers of
/// forty tuples, each holding the one below it twice, have 2^40 pairs of leaves.
/// </summary>
internal sealed class EqualPairs
{
    // Most comparisons are shorter than remembering would cost.
    private const int StepsToRemember = 1_000;

    [ThreadStatic]
    private static EqualPairs? t_current;

    private readonly HashSet<Pair> found = [];
    private int depth,
        steps;

    private EqualPairs() { }

    /// <summary>
    /// Begins to compare the parts of two values; false if they were already found equal: then there is nothing to
    /// compare or to end.
    /// </summary>
    public static bool Begin(object x, object y)
    {
        var current = t_current ??= new();
        if (current.found.Count > 0 && current.found.Contains(new(x, y)))
            return false;
        current.depth++;
        current.steps++;
        return true;
    }

    /// <summary>Ends the comparison that <see cref="Begin"/> began.</summary>
    public static void End(object x, object y, bool areEqual)
    {
        var current = t_current!;
        if (--current.depth == 0)
            t_current = current.steps < StepsToRemember ? current.Anew() : null;
        if (!areEqual || current.depth == 0 || current.steps < StepsToRemember)
            return;
        current.found.Add(new(x, y));
    }

    private EqualPairs Anew()
    {
        steps = 0;
        return this;
    }

    private readonly struct Pair(object x, object y) : IEquatable<Pair>
    {
        private readonly object x = x;
        private readonly object y = y;

        public bool Equals(Pair other) => ReferenceEquals(x, other.x) && ReferenceEquals(y, other.y);

        public override bool Equals(object? obj) => obj is Pair other && Equals(other);

        public override int GetHashCode() =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(x), RuntimeHelpers.GetHashCode(y));
    }
}
