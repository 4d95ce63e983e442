namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1002: an instance method is found.</summary>
public sealed class InstanceMethodSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1002";

    private static readonly AnalyzerCase[] Cases =
    [
        new("of this", "class A { int Add(int x) => x + 1; void Run() => pool.Map([|Add|], [1]); }")
        {
            Says = "'A.Add' is an instance method, and its object would be a copy in the other process: make it static",
        },
        new("of this, written out", "class A { int Add(int x) => x; void Run() => pool.Map([|this.Add|], [1]); }"),
        new("of a local", "class A { public int Add(int x) => x; } static void Main(A a) => pool.Map([|a.Add|], [1]);"),
        new(
            "of a static field",
            """
            class A { public int Add(int x) => x; } static A a = new();
            static void Main() => pool.Map([|a.Add|], [1]);
            """
        ),
        new(
            "of the base class",
            "class A { protected int F(int x) => x; } class B : A { void R() => pool.Map([|F|], [1]); }"
        ),
        new(
            "of a new object",
            "class A { public int F(int x) => x; } static void Main() => pool.Map([|new A().F|], [1]);"
        ),
        new("of a struct", "struct A { public int F(int x) => x; } static void Main(A a) => pool.Map([|a.F|], [1]);"),
        new("of an interface", "interface I { int F(int x); } static void Main(I a) => pool.Map([|a.F|], [1]);"),
        new("of a string", "static void Main(string s) => pool.Map([|s.IndexOf|], ['a']);"),
        new("of a list", "static void Main(List<int> l) { using var child = ChildProcess.Start([|l.Add|], 1); }"),
        new("for a child", "class A { void F() { } void R() { using var child = ChildProcess.Start([|F|]); } }"),
        new("for an initializer", "class A { void F() { } PoolInitializer R() => PoolInitializer.Of([|F|]); }"),
        new("for a preloading", "class A { void F() { } void R() => StartMethods.Preload([|F|]); }"),
        new("for an asynchronous form", "class A { int F(int x) => x; Task R() => pool.MapAsync([|F|], [1]); }"),
        new("made a delegate", "class A { int F(int x) => x; void R() => pool.Map(new Func<int, int>([|F|]), [1]); }"),
        new("a static method", "class A { static int F(int x) => x; void R() => pool.Map(F, [1]); }"),
        new(
            "a static method of another class",
            "class A { public static int F(int x) => x; } static void Main() => pool.Map(A.F, [1]);"
        ),
        new("a generic static method", "static T F<T>(T x) => x; static void Main() => pool.Map(F<int>, [1]);"),
        new("a static method of .NET", "static void Main() => pool.Map(Math.Abs, [1]);"),
        new(
            "called in a lambda",
            "class A { public int F(int x) => x; } static void Main() => pool.Map(x => new A().F(x), [1]);"
        ),
        new("for this process", "class A { public int F(int x) => x; int[] R() => [.. new[] { 1 }.Select(F)]; }"),
        new("a delegate", "class A { Func<int, int> f = x => x; void R() => pool.Map(f, [1]); }"),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
