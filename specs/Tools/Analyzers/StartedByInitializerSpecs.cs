namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1401: a static initializer that starts a process, and that each child runs too, is found.</summary>
public sealed class StartedByInitializerSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1401";

    private static readonly AnalyzerCase[] Cases =
    [
        new(
            "a pool",
            """
            static readonly ProcessPool own = [|new()|]; static int F(int x) => x;
            static void Main() => own.Map(F, [1]);
            """
        )
        {
            Says =
                "'Program' is initialized in each child, too, because its functions run there: "
                + "start this in a function that only main calls",
        },
        new(
            "a pool with a size",
            """
            static readonly ProcessPool own = [|new ProcessPool(2, StartMethod.Spawn)|];
            static void Main() => own.Map(x => x, [1]);
            """
        ),
        new(
            "a manager",
            "static readonly Manager own = [|Manager.Start()|]; static void Main() => pool.Map(x => x, [1]);"
        ),
        new(
            "a manager with options",
            """
            static readonly Manager own = [|Manager.Start(new ManagerOptions())|];
            static void Main() => pool.Map(x => x, [1]);
            """
        ),
        new(
            "a manager of a server elsewhere",
            "static readonly Manager own = Manager.Connect(\"a\", []); static void Main() => pool.Map(x => x, [1]);"
        ),
        new(
            "a child",
            """
            static readonly ChildProcess own = [|ChildProcess.Start(F)|]; static void F() { }
            static void Main() => pool.Map(x => x, [1]);
            """
        ),
        new(
            "a server",
            "static readonly ManagerServer own = [|new([])|]; static void Main() => pool.Map(x => x, [1]);"
        ),
        new("a property", "static ProcessPool Own { get; } = [|new()|]; static void Main() => Own.Map(x => x, [1]);"),
        new(
            "a static constructor",
            """
            static readonly ProcessPool own; static Program() { own = [|new ProcessPool()|]; }
            static void Main() => own.Map(x => x, [1]);
            """
        ),
        new(
            "a static constructor that is an expression",
            """
            static ProcessPool own; static Program() => own = [|new ProcessPool()|];
            static void Main() => own.Map(x => x, [1]);
            """
        ),
        new(
            "a local of a static constructor",
            "static Program() { using var own = [|new ProcessPool()|]; own.Map(x => x, [1]); }"
        ),
        new(
            "a part of an expression",
            """
            static ListProxy<int> Of(Manager m) => m.List<int>();
            static readonly ListProxy<int> l = Of([|Manager.Start()|]); static void Main() => pool.Map(x => x, [1]);
            """
        ),
        new(
            "beside a child's function",
            """
            static readonly ProcessPool own = [|new()|]; static void F() { } static void Main() {
            using var c = ChildProcess.Start(F); }
            """
        ),
        new(
            "beside an initializer's function",
            """
            static readonly ProcessPool own = [|new()|]; static void F() { }
            static PoolInitializer Main() => PoolInitializer.Of(F);
            """
        ),
        new(
            "beside a nested class's function",
            """
            static readonly ProcessPool own = [|new()|]; static class A { public static int F(int x) => x; }
            static void Main() => own.Map(A.F, [1]);
            """
        ),
        new(
            "two of them",
            """
            static readonly ProcessPool a = [|new()|]; static readonly ProcessPool b = [|new()|];
            static void Main() => a.Map(x => x, [1]);
            """
        ),
        new(
            "in a class without functions for others",
            """
            static class Shared { public static readonly ProcessPool Own = new(); }
            static void Main() => Shared.Own.Map(Math.Abs, [1]);
            """
        ),
        new(
            "where nothing is started",
            "static readonly ProcessPool own = new(); static int Main() => own.WorkerIds.Count;"
        ),
        new(
            "in a nested class, which a child need not initialize",
            """
            static class A { public static readonly ProcessPool Own = new(); } static int F(int x) => x;
            static void Main() => A.Own.Map(F, [1]);
            """
        ),
        new(
            "a lazy one",
            """
            static readonly Lazy<ProcessPool> own = new(() => new ProcessPool());
            static void Main() => own.Value.Map(x => x, [1]);
            """
        ),
        new(
            "under a condition",
            """
            static readonly ProcessPool? own = CurrentProcess.Name == "main" ? new() : null;
            static void Main() => own!.Map(x => x, [1]);
            """
        ),
        new(
            "under a condition of a constructor",
            """
            static readonly ProcessPool? own; static Program() { if (CurrentProcess.Name == "main") own = new(); }
            static void Main() => own!.Map(x => x, [1]);
            """
        ),
        new(
            "a field without a value",
            "static ProcessPool? own; static void Main() { own = new(); own.Map(x => x, [1]); }"
        ),
        new(
            "an instance field",
            "class A { readonly ProcessPool own = new(); public void R() => own.Map(x => x, [1]); }"
        ),
        new(
            "a method",
            "static ProcessPool Make() => new(); static void Main() { using var p = Make(); p.Map(x => x, [1]); }"
        ),
        new(
            "options",
            """
            static readonly ProcessPoolOptions o = new(); static void Main() { using var p = new ProcessPool(o);
            p.Map(x => x, [1]); }
            """
        ),
        new(
            "another class's pool",
            "class Pool { } static readonly Pool own = new(); static void Main() => pool.Map(x => x, [1]);"
        ),
        new(
            "a function that starts one later",
            """
            static readonly Func<ProcessPool> make = () => new ProcessPool();
            static void Main() => make().Map(x => x, [1]);
            """
        ),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
