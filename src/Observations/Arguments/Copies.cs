using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Arguments;

/// <summary>What a copy is: one for one object, made without its constructor, freed after its task.</summary>
internal static class Copies
{
    private static readonly List<WeakReference> Held = [];

    public static void Main(StartMethod startMethod)
    {
        var a = new A(10);
        Print.Line($"objects made by a constructor: {A.Made}");
        using var pool = new ProcessPool(1, startMethod);
        pool.StarMap(Same, [(a, a)]);
        var result = pool.Map(Make, [a])[0];
        Print.Line(
            $"a copy came back: {!ReferenceEquals(result, a)}, n = {result.N}, objects made by a constructor: {A.Made}"
        );
        pool.StarMap(Hold, Enumerable.Range(1, 4).Select(i => (a, i)), chunkSize: 1);
    }

    private static void Same(A first, A second) =>
        Print.Line($"in same(a, a): one object: {ReferenceEquals(first, second)}");

    private static A Make(A a)
    {
        Print.Line($"in make(a): n = {a.N}, objects made by a constructor: {A.Made}");
        return a;
    }

    private static void Hold(A a, int i)
    {
        Held.Add(new(a));
        GC.Collect();
        Print.Line($"in hold(a, {i}): copies alive: {Held.Count(copy => copy.IsAlive)}");
        GC.KeepAlive(a);
    }

    private sealed class A
    {
        public A(int n)
        {
            Made++;
            N = n;
        }

        public static int Made { get; private set; }

        public int N { get; }
    }
}
