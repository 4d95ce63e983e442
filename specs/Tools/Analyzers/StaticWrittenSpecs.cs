namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1101: a static variable that a task writes and main reads is found.</summary>
public sealed class StaticWrittenSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1101";

    private static readonly AnalyzerCase[] Cases =
    [
        new(
            "an append to a list",
            """
            static readonly List<int> data = [];
            static void G(int x) => [|data|].Add(x);
            static void Main() { pool.Map(G, [1]); Console.Write(data.Count); }
            """
        )
        {
            Says =
                "'Program.G' runs in another process and writes 'data', which 'Program.Main' reads: "
                + "that process has a variable of its own, and main and other workers never see what it writes",
        },
        new(
            "an assignment",
            """
            static int n; static void G(int x) { [|n|] = x; } static void Main() { pool.Map(G, [1]); Console.Write(n);
            }
            """
        ),
        new(
            "a sum",
            """
            static int n; static void G(int x) { [|n|] += x; } static void Main() { pool.Map(G, [1]);
            Console.Write(n); }
            """
        ),
        new(
            "a step",
            "static int n; static void G(int x) { [|n|]++; } static void Main() { pool.Map(G, [1]); Console.Write(n); }"
        ),
        new(
            "an indexer",
            """
            static readonly Dictionary<int, int> d = []; static void G(int x) { [|d|][x] = x; } static int Main() {
            pool.Map(G, [1]); return d[1]; }
            """
        ),
        new(
            "an element of an array",
            """
            static readonly int[] d = [1]; static void G(int x) { [|d|][0] = x; } static int Main() {
            pool.Map(G, [1]); return d[0]; }
            """
        ),
        new(
            "a field of an object",
            """
            class A { public int N; } static readonly A a = new(); static void G(int x) { [|a|].N = x; }
            static int Main() { pool.Map(G, [1]); return a.N; }
            """
        ),
        new(
            "a property of an object",
            """
            class A { public int N { get; set; } } static readonly A a = new(); static void G(int x) { [|a|].N += x; }
            static int Main() { pool.Map(G, [1]); return a.N; }
            """
        ),
        new(
            "a method of an object that changes it",
            """
            class A { int n; public void Add() => n++; public int Get() => n; } static readonly A a = new();
            static void G(int x) { [|a|].Add(); } static int Main() { pool.Map(G, [1]); return a.Get(); }
            """
        ),
        new(
            "a static property",
            """
            static int N { get; set; } static void G(int x) { [|N|] = x; } static int Main() { pool.Map(G, [1]);
            return N; }
            """
        ),
        new(
            "a variable of another class",
            """
            static class S { public static int N; } static void G(int x) { [|S.N|] = x; } static int Main() {
            pool.Map(G, [1]); return S.N; }
            """
        ),
        new(
            "by reference",
            """
            static int n; static void G(int x) { Interlocked.Increment(ref [|n|]); } static int Main() {
            pool.Map(G, [1]); return n; }
            """
        ),
        new(
            "a deconstruction",
            """
            static int n; static void G(int x) { int y; ([|n|], y) = (x, 1); } static int Main() { pool.Map(G, [1]);
            return n; }
            """
        ),
        new(
            "in a function that the task calls",
            """
            static int n; static void G(int x) => H(x); static void H(int x) { [|n|] = x; } static int Main() {
            pool.Map(G, [1]); return n; }
            """
        ),
        new("in a lambda", "static int n; static int Main() { pool.Map(x => { [|n|] = x; }, [1]); return n; }"),
        new(
            "in a lambda of the task",
            """
            static int n; static void G(int x) => new List<int> { x }.ForEach(y => [|n|] = y); static int Main() {
            pool.Map(G, [1]); return n; }
            """
        ),
        new(
            "in a local function of the task",
            """
            static int n; static void G(int x) { Set(); void Set() { [|n|] = x; } } static int Main() {
            pool.Map(G, [1]); return n; }
            """
        ),
        new(
            "in a child",
            """
            static int n; static void G() { [|n|] = 1; } static int Main() { using var child = ChildProcess.Start(G);
            child.Join(); return n; }
            """
        ),
        new(
            "under fork, too",
            """
            static int n; static void G() { [|n|] = 1; } static int Main() {
            using var child = ChildProcess.Start(G, new ChildProcessOptions { StartMethod = StartMethod.Fork });
            child.Join(); return n; }
            """
        ),
        new(
            "through a function that is passed on",
            """
            static int n; static int G(int x) { [|n|] = x; return x; }
            static int[] Run(Func<int, int> f) => pool.Map(f, [1]); static int Main() { Run(G); return n; }
            """
        ),
        new(
            "if an object is there",
            """
            static List<int>? l = []; static void G(int x) { [|l|]?.Add(x); } static int Main() { pool.Map(G, [1]);
            return l!.Count; }
            """
        ),
        new(
            "an argument of a function that changes it",
            """
            static readonly List<int> l = []; static void Put(List<int> into, int x) => into.Add(x);
            static void G(int x) { Put([|l|], x); } static int Main() { pool.Map(G, [1]); return l.Count; }
            """
        ),
        new(
            "a span of it",
            """
            static readonly int[] d = [1]; static void G(int x) { [|d|].AsSpan().Fill(x); } static int Main() {
            pool.Map(G, [1]); return d[0]; }
            """
        ),
        new(
            "what tasks alone read",
            """
            static int n; static void G(int x) { n = x; } static int H(int x) => n; static void Main() {
            pool.Map(G, [1]); pool.Map(H, [1]); }
            """
        ),
        new(
            "what nothing reads",
            "static int n; static void G(int x) { n += x; } static void Main() { pool.Map(G, [1]); n = 3; }"
        ),
        new(
            "what an initializer reads",
            """
            static int n; static int m = n; static void G(int x) { n = x; } static int Main() { pool.Map(G, [1]);
            return m; }
            """
        ),
        new(
            "in an initializer",
            """
            static int n; static void Set() { n = 1; } static int Main() {
            using var p = new ProcessPool(new ProcessPoolOptions { Initializer = PoolInitializer.Of(Set) }); return n;
            }
            """
        ),
        new(
            "before a fork server forks",
            "static int n; static void Set() { n = 1; } static int Main() { StartMethods.Preload(Set); return n; }"
        ),
        new(
            "code that main runs, too",
            """
            static int n; static void Count() => n++; static void G(int x) => Count(); static int Main() { Count();
            pool.Map(G, [1]); return n; }
            """
        ),
        new(
            "a task that main runs, too",
            "static int n; static void G(int x) { n = x; } static int Main() { G(1); pool.Map(G, [1]); return n; }"
        ),
        new(
            "in main",
            "static int n; static int G(int x) => x; static int Main() { n = pool.Map(G, [1])[0]; return n; }"
        ),
        new(
            "a proxy",
            """
            static readonly ListProxy<int> l = manager.List<int>("a"); static void G(int x) => l.Add(x);
            static int Main() { pool.Map(G, [1]); return l.Count; }
            """
        ),
        new(
            "through an interface, which may be a proxy's",
            """
            static readonly IList<int> l = manager.List<int>("a"); static void G(int x) => l.Add(x);
            static int Main() { pool.Map(G, [1]); return l.Count; }
            """
        ),
        new(
            "a local of that name",
            "static int n; static void G(int x) { var n = x; n++; } static int Main() { pool.Map(G, [1]); return n; }"
        ),
        new(
            "a field of an object of the task",
            """
            class A { public int N; } static int G(int x) { var a = new A(); a.N = x; return a.N; }
            static void Main() => pool.Map(G, [1]);
            """
        ),
        new(
            "a variable of the thread",
            """
            [ThreadStatic] static int n; static void G(int x) { n = x; } static int Main() { pool.Map(G, [1]);
            return n; }
            """
        ),
        new(
            "a lock",
            """
            static readonly object l = new(); static void G(int x) { lock (l) { } } static string? Main() {
            pool.Map(G, [1]); return l.ToString(); }
            """
        ),
        new(
            "a name alone",
            "static int n; static void G(int x) { n = x; } static string Main() { pool.Map(G, [1]); return nameof(n); }"
        ),
        new(
            "a virtual method, which may be another",
            """
            class A { public int N; public virtual void Set() => N = 1; } static readonly A a = new();
            static void G(int x) => a.Set(); static int Main() { pool.Map(G, [1]); return a.N; }
            """
        ),
        new(
            "a process of the task's own",
            """
            static int n; static void H() { [|n|] = 1; } static void G(int x) { using var c = ChildProcess.Start(H); }
            static int Main() { pool.Map(G, [1]); return n; }
            """
        ),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
