namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1201: an argument that a task changes and its caller uses afterwards is found.</summary>
public sealed class ArgumentChangedSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1201";

    private static readonly AnalyzerCase[] Cases =
    [
        new(
            "an append to a list",
            """
            static void G(List<int> data) => [|data|].Add(1);
            static void Main() { List<int> l = []; using var c = ChildProcess.Start(G, l); Console.Write(l.Count); }
            """
        )
        {
            Says =
                "'Program.G' changes 'data', which is a copy: the change stays in the other process, "
                + "and 'l' of the caller is what it was",
        },
        new(
            "in a tuple",
            """
            static void G(List<int> l, int x) => [|l|].Add(x); static void Main() { List<int> d = [];
            pool.StarMap(G, [(d, 1), (d, 2)]); Console.Write(d.Count); }
            """
        ),
        new(
            "in a query",
            """
            static void G(List<int> l, int x) => [|l|].Add(x); static void Main() { List<int> d = [];
            pool.StarMap(G, new[] { 1, 2 }.Select(x => (d, x))); Console.Write(d.Count); }
            """
        ),
        new(
            "in a list of lists",
            """
            static void G(List<int> l) => [|l|].Add(1); static void Main(List<List<int>> ls) { pool.Map(G, ls);
            Console.Write(ls[0].Count); }
            """
        ),
        new(
            "in a list that is made for the call",
            """
            static void G(List<int> l) => [|l|].Add(1); static void Main(List<int> d) { pool.Map(G, [d]);
            Console.Write(d.Count); }
            """
        ),
        new(
            "an element of an array",
            """
            static void G(int[] a) { [|a|][0] = 1; } static int Main(int[] a) {
            using var c = ChildProcess.Start(G, a); return a[0]; }
            """
        ),
        new(
            "an indexer",
            """
            static void G(Dictionary<int, int> d) { [|d|][0] = 1; } static int Main(Dictionary<int, int> a) {
            using var c = ChildProcess.Start(G, a); return a[0]; }
            """
        ),
        new(
            "a property",
            """
            class A { public int N { get; set; } } static void G(A a) { [|a|].N = 1; } static int Main(A a) {
            using var c = ChildProcess.Start(G, a); return a.N; }
            """
        ),
        new(
            "a field",
            """
            class A { public int N; } static void G(A a) { [|a|].N++; } static int Main(A a) {
            using var c = ChildProcess.Start(G, a); return a.N; }
            """
        ),
        new(
            "a method of it that changes it",
            """
            class A { public int N; public void Add() => N++; } static void G(A a) => [|a|].Add();
            static int Main(A a) { using var c = ChildProcess.Start(G, a); return a.N; }
            """
        ),
        new(
            "a list in it",
            """
            class A { public List<int> L = []; } static void G(A a) => [|a|].L.Add(1); static int Main(A a) {
            using var c = ChildProcess.Start(G, a); return a.L.Count; }
            """
        ),
        new(
            "a function that changes its argument",
            """
            static void Put(List<int> l) => l.Add(1); static void G(List<int> l) => Put([|l|]);
            static int Main(List<int> l) { using var c = ChildProcess.Start(G, l); return l.Count; }
            """
        ),
        new(
            "a lambda",
            "static int Main(List<int> l) { using var c = ChildProcess.Start(x => [|x|].Add(1), l); return l.Count; }"
        ),
        new(
            "a lambda with a block",
            """
            static int Main(List<int> l) { using var c = ChildProcess.Start(x => { [|x|].Add(1); }, l);
            return l.Count; }
            """
        ),
        new(
            "an asynchronous form",
            """
            static void G(List<int> l) => [|l|].Add(1); static async Task<int> Main(List<int> l) {
            await pool.MapAsync(G, [l]); return l.Count; }
            """
        ),
        new(
            "the second argument",
            """
            static void G(int x, List<int> l) => [|l|].Add(x); static int Main(List<int> l) {
            using var c = ChildProcess.Start(G, 1, l); return l.Count; }
            """
        ),
        new(
            "a sort",
            """
            static void G(int[] a) => Array.Sort([|a|]); static int Main(int[] a) {
            using var c = ChildProcess.Start(G, a); return a[0]; }
            """
        ),
        new(
            "what is not used afterwards",
            """
            static void G(List<int> l) { l.Add(1); Console.Write(l.Count); } static void Main(List<int> l) {
            using var c = ChildProcess.Start(G, l); }
            """
        ),
        new(
            "what was used before",
            """
            static void G(List<int> l) => l.Add(1); static void Main(List<int> l) { Console.Write(l.Count);
            pool.Map(G, [l]); }
            """
        ),
        new(
            "what is returned",
            """
            static List<int> G(List<int> l) { l.Add(1); return l; } static int Main(List<int> l) {
            var m = pool.Map(G, [l]); return l.Count; }
            """
        ),
        new(
            "what is only read",
            """
            static void G(List<int> l) => Console.Write(l.Count); static int Main(List<int> l) { pool.Map(G, [l]);
            return l.Count; }
            """
        ),
        new(
            "what is given another value first",
            """
            static void G(List<int> l) { l = [.. l]; l.Add(1); } static int Main(List<int> l) { pool.Map(G, [l]);
            return l.Count; }
            """
        ),
        new(
            "a proxy",
            """
            static void G(ListProxy<int> l) => l.Add(1); static int Main(ListProxy<int> l) { pool.Map(G, [l]);
            return l.Count; }
            """
        ),
        new(
            "an interface, which may be a proxy's",
            """
            static void G(IList<int> l) => l.Add(1); static int Main(IList<int> l) { pool.Map(G, [l]); return l.Count;
            }
            """
        ),
        new("a number", "static void G(int x) { x++; } static int Main(int x) { pool.Map(G, [x]); return x; }"),
        new(
            "a list of its own",
            """
            static void G(List<int> l) { List<int> m = [.. l]; m.Add(1); } static int Main(List<int> l) {
            pool.Map(G, [l]); return l.Count; }
            """
        ),
        new(
            "another variable afterwards",
            """
            static void G(List<int> l) => l.Add(1); static int Main(List<int> l, List<int> m) { pool.Map(G, [l]);
            return m.Count; }
            """
        ),
        new(
            "a virtual method, which may be another",
            """
            class A { public int N; public virtual void Add() => N++; } static void G(A a) => a.Add();
            static int Main(A a) { pool.Map(G, [a]); return a.N; }
            """
        ),
        new(
            "an initializer",
            """
            static void G(List<int> l) => l.Add(1); static int Main(List<int> l) { var i = PoolInitializer.Of(G, l);
            return l.Count; }
            """
        ),
        new(
            "in this process",
            """
            static void G(List<int> l) => l.Add(1); static int Main(List<int> l) { G(l); pool.Map(x => x, [1]);
            return l.Count; }
            """
        ),
        new(
            "an immutable list",
            """
            static void G(System.Collections.Immutable.ImmutableList<int> l) => l.Add(1);
            static int Main(System.Collections.Immutable.ImmutableList<int> l) { pool.Map(G, [l]); return l.Count; }
            """
        ),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
