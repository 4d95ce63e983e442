namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1402: a pool, child, manager or server that nothing ends is found.</summary>
public sealed class NeverDisposedSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1402";

    private static readonly AnalyzerCase[] Cases =
    [
        new("a pool", "static void Main() { var p = [|new ProcessPool()|]; p.Map(x => x, [1]); }")
        {
            Says = "Nothing disposes of this pool: its processes run on until this one ends; write using",
        },
        new("a pool of that type", "static void Main() { ProcessPool p = [|new()|]; p.Map(x => x, [1]); }"),
        new("a pool without a variable", "static void Main() => [|new ProcessPool()|].Map(x => x, [1]);"),
        new(
            "a pool whose properties are read",
            "static int Main() { var p = [|new ProcessPool()|]; return p.WorkerIds.Count; }"
        ),
        new("a pool that is not used", "static void Main() { var p = [|new ProcessPool(1, StartMethod.Spawn)|]; }"),
        new("a manager", "static void Main() { var m = [|Manager.Start()|]; m.List<int>(); }")
        {
            Says = "Nothing disposes of this manager: its processes run on until this one ends; write using",
        },
        new("a manager without a variable", "static ListProxy<int> Main() => [|Manager.Start()|].List<int>();"),
        new(
            "a manager with a class",
            """
            interface I { } class A : I { } static void Main() { var m = [|Manager.Start()|].Register<I, A>();
            m.Create<I>(); }
            """
        ),
        new(
            "a server with a name",
            "static void Main() { var s = [|new ManagerServer([], \"a\")|]; s.List<int>(\"b\"); s.Start(); }"
        ),
        new("a server", "static void Main() { var s = [|new ManagerServer([])|]; s.Start(); }"),
        new(
            "a child",
            "static void F() { } static void Main() { var c = [|ChildProcess.Start(F)|]; Console.Write(c.Id); }"
        ),
        new("a child that is dropped", "static void F() { } static void Main() { [|ChildProcess.Start(F)|]; }"),
        new(
            "a child with a result that is dropped",
            "static int F() => 1; static void Main() { [|ChildProcess.Start(F)|]; }"
        ),
        new("in a lambda", "static Action Main() => () => { var p = [|new ProcessPool()|]; p.Map(x => x, [1]); };"),
        new(
            "in a loop",
            """
            static void Main() { foreach (var i in new[] { 1 }) { var p = [|new ProcessPool()|]; p.Map(x => x, [i]); }
            }
            """
        ),
        new("using", "static void Main() { using var p = new ProcessPool(); p.Map(x => x, [1]); }"),
        new("a using block", "static void Main() { using (var p = new ProcessPool()) p.Map(x => x, [1]); }"),
        new(
            "a using block without a variable",
            "static void Main() { using (ChildProcess.Start(F)) { } } static void F() { }"
        ),
        new(
            "disposed of",
            "static void Main() { var p = new ProcessPool(); try { p.Map(x => x, [1]); } finally { p.Dispose(); } }"
        ),
        new(
            "disposed of if it is there",
            "static void Main() { var p = new ProcessPool(); p.Map(x => x, [1]); p?.Dispose(); }"
        ),
        new("terminated", "static void Main() { var p = new ProcessPool(); p.Terminate(); }"),
        new("closed and joined", "static void Main() { var p = new ProcessPool(); p.Close(); p.Join(); }"),
        new("returned", "static ProcessPool Main() => new ProcessPool();"),
        new("returned later", "static ProcessPool Main() { var p = new ProcessPool(); p.Map(x => x, [1]); return p; }"),
        new(
            "given to a method",
            "static void End(ProcessPool p) => p.Dispose(); static void Main() { var p = new ProcessPool(); End(p); }"
        ),
        new(
            "made for a method",
            "static void End(ProcessPool p) => p.Dispose(); static void Main() => End(new ProcessPool());"
        ),
        new("kept in a field", "static ProcessPool? own; static void Main() { own = new ProcessPool(); }"),
        new("kept in a list", "static void Main(List<ProcessPool> l) { var p = new ProcessPool(); l.Add(p); }"),
        new("kept by a function", "static Action Main() { var p = new ProcessPool(); return p.Dispose; }"),
        new(
            "a child that is joined",
            "static void F() { } static void Main() { var c = ChildProcess.Start(F); c.Join(); }"
        ),
        new("a child whose result is taken", "static int F() => 1; static int Main() => ChildProcess.Start(F).Result;"),
        new(
            "a child that is waited for",
            "static void F() { } static Task Main() { var c = ChildProcess.Start(F); return c.WaitAsync(); }"
        ),
        new("disposed of at once", "static void Main() => new ProcessPool().Dispose();"),
        new(
            "what a function makes",
            "static void Main() { Action make = () => ChildProcess.Start(F); make(); } static void F() { }"
        ),
        new(
            "a manager of a server elsewhere",
            "static void Main() { var m = Manager.Connect(\"a\", []); m.List<int>(); }"
        ),
        new("a proxy", "static void Main() { var l = manager.List<int>(); l.Add(1); }"),
        new("dropped on purpose", "static void F() { } static void Main() { _ = ChildProcess.Start(F); }"),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
