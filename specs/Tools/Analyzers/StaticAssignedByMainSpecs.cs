namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1102: a static variable that main assigns and a task reads is found.</summary>
public sealed class StaticAssignedByMainSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1102";

    private static readonly AnalyzerCase[] Cases =
    [
        new(
            "an assignment",
            """
            static int n;
            static int F(int x) => [|n|] + x;
            static void Main() { n = 3; pool.Map(F, [1]); }
            """
        )
        {
            Says =
                "'Program.F' runs in another process and reads 'n', which 'Program.Main' assigns: a spawned worker "
                + "sees the value of the initializer, a forked one that of the moment of its fork",
        },
        new(
            "after an initialiser",
            "static int n = 1; static int F(int x) => [|n|]; static void Main() { n = 3; pool.Map(F, [1]); }"
        ),
        new(
            "an append",
            """
            static readonly List<int> l = []; static int F(int x) => [|l|].Count; static void Main() { l.Add(3);
            pool.Map(F, [1]); }
            """
        ),
        new(
            "an indexer",
            """
            static readonly Dictionary<int, int> l = []; static int F(int x) => [|l|][x]; static void Main() {
            l[1] = 3; pool.Map(F, [1]); }
            """
        ),
        new(
            "a property",
            """
            static bool Verbose { get; set; } static bool F(int x) => [|Verbose|]; static void Main(string[] a) {
            Verbose = a.Length > 0; pool.Map(F, [1]); }
            """
        ),
        new(
            "of another class",
            """
            static class S { public static int N; } static int F(int x) => [|S.N|]; static void Main() { S.N = 3;
            pool.Map(F, [1]); }
            """
        ),
        new(
            "in a method that main calls",
            """
            static int n; static int F(int x) => [|n|]; static void Set() { n = 3; } static void Main() { Set();
            pool.Map(F, [1]); }
            """
        ),
        new(
            "read in a function that the task calls",
            """
            static int n; static int F(int x) => G(); static int G() => [|n|]; static void Main() { n = 3;
            pool.Map(F, [1]); }
            """
        ),
        new("in a lambda", "static int n; static void Main() { n = 3; pool.Map(x => x + [|n|], [1]); }"),
        new(
            "in a child",
            "static int n; static int F() => [|n|]; static void Main() { n = 3; using var c = ChildProcess.Start(F); }"
        ),
        new(
            "under the fork server",
            """
            static int n; static int F(int x) => [|n|]; static void Main() { n = 3;
            using var p = new ProcessPool(1, StartMethod.ForkServer); p.Map(F, [1]); }
            """
        ),
        new(
            "under a start method that is not known",
            """
            static int n; static int F(int x) => [|n|]; static void Main(StartMethod s) { n = 3;
            using var p = new ProcessPool(1, s); p.Map(F, [1]); }
            """
        ),
        new(
            "through a function that is passed on",
            """
            static int n; static int F(int x) => [|n|]; static int[] Run(Func<int, int> f) => pool.Map(f, [1]);
            static void Main() { n = 3; Run(F); }
            """
        ),
        new(
            "a proxy",
            """
            static ListProxy<int>? l; static int F(int x) => [|l|]!.Count; static void Main() {
            l = manager.List<int>(); pool.Map(F, [1]); }
            """
        ),
        new(
            "in two functions",
            """
            static int n; static int F(int x) => [|n|] + n; static int G(int x) => [|n|]; static void Main() { n = 3;
            pool.Map(F, [1]); pool.Map(G, [1]); }
            """
        ),
        new(
            "and changed in the task",
            """
            static List<int> l = []; static void G(int x) { l.Add(x); Console.Write([|l|].Count); }
            static void Main() { l = [1]; pool.Map(G, [1]); }
            """
        ),
        new(
            "the initialiser alone",
            "static int n = 3; static int F(int x) => n; static void Main() => pool.Map(F, [1]);"
        ),
        new("a constant", "const int n = 3; static int F(int x) => n; static void Main() => pool.Map(F, [1]);"),
        new(
            "a static constructor",
            """
            static class S { public static int N; static S() => N = 3; } static int F(int x) => S.N;
            static void Main() => pool.Map(F, [1]);
            """
        ),
        new(
            "a method that a static constructor calls",
            """
            static class S { public static int N; static S() => Set(); static void Set() { N = 3; } }
            static int F(int x) => S.N; static void Main() => pool.Map(F, [1]);
            """
        ),
        new(
            "a method that an initialiser calls",
            """
            static class S { public static int N; static readonly int m = Set(); static int Set() { N = 3; return 1; }
            } static int F(int x) => S.N; static void Main() => pool.Map(F, [1]);
            """
        ),
        new(
            "a constructor, which may run anywhere",
            """
            class A { public static int N; public A() => N++; } static int F(A a) => A.N;
            static void Main() => pool.Map(F, [new A()]);
            """
        ),
        new(
            "a module initialiser",
            """
            internal static class S { public static int N;
            [System.Runtime.CompilerServices.ModuleInitializer] internal static void Set() { N = 3; } }
            static int F(int x) => S.N; static void Main() => pool.Map(F, [1]);
            """
        ),
        new(
            "a pool's initializer",
            """
            static int n; static void Set(int x) { n = x; } static int F(int x) => n; static void Main() { n = 3;
            var i = PoolInitializer.Of(Set, 3); pool.Map(F, [1]); }
            """
        ),
        new(
            "the task itself",
            "static int n; static int F(int x) { n = x; return n; } static void Main() { n = 3; pool.Map(F, [1]); }"
        ),
        new(
            "a cache that each process fills",
            """
            static string? s; static int F(int x) => (s ??= "a").Length; static void Main() { s = "b";
            pool.Map(F, [1]); }
            """
        ),
        new(
            "another task",
            """
            static int n; static void G(int x) { n = x; } static int F(int x) => n; static void Main() { n = 1;
            pool.Map(G, [1]); pool.Map(F, [1]); }
            """
        ),
        new(
            "under fork",
            """
            static int n; static int F(int x) => n; static void Main() { n = 3;
            using var p = new ProcessPool(1, StartMethod.Fork); p.Map(F, [1]); }
            """
        ),
        new(
            "in a forked child",
            """
            static int n; static int F() => n; static void Main() { n = 3;
            using var c = ChildProcess.Start(F, new ChildProcessOptions { StartMethod = StartMethod.Fork }); }
            """
        ),
        new(
            "what only main reads",
            "static int n; static int F(int x) => x; static void Main() { n = 3; pool.Map(F, [n]); }"
        ),
        new(
            "passed as an argument",
            "static int n; static int F(int x, int y) => y; static void Main() { n = 3; pool.StarMap(F, [(1, n)]); }"
        ),
        new(
            "what a task alone changes",
            """
            static readonly List<int> l = []; static int F(int x) { l.Add(x); return l.Count; }
            static void Main() => pool.Map(F, [1]);
            """
        ),
        new(
            "a field of an object",
            """
            class A { public int N; } static int F(A a) => a.N; static void Main() { var a = new A(); a.N = 3;
            pool.Map(F, [a]); }
            """
        ),
        new(
            "a variable that is given by reference, to which anything may happen",
            """
            static int n; static void Set(ref int x) => x = 1; static int F(int x) { Set(ref n); return n; }
            static void Main() { n = 3; pool.Map(F, [1]); }
            """
        ),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
