namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1001: a lambda or local function that captures variables is found, and they are named.</summary>
public sealed class CapturedVariablesSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1001";

    private static readonly AnalyzerCase[] Cases =
    [
        new("a local of the method", "static void Main(int n) { var m = n; pool.Map([|x => x + m|], [1]); }")
        {
            Says =
                "The lambda captures 'm', which the other process does not have: "
                + "make it static, and pass what it needs as an argument",
        },
        new("a parameter of the method", "static void Main(int n) => pool.Map([|x => x + n|], [1]);"),
        new("two variables", "static void Main(int n, string s) => pool.Apply([|() => s.Length + n + s.Length|]);")
        {
            Says =
                "The lambda captures 's' and 'n', which the other process does not have: "
                + "make it static, and pass what it needs as an argument",
        },
        new("a block", "static void Main(int n) { pool.Map([|x => { var y = n; return x + y; }|], [1]); }"),
        new("a child", "static void Main(int n) { using var child = ChildProcess.Start([|() => n + 1|]); }"),
        new(
            "a child's argument",
            "static void Main(int n) { using var child = ChildProcess.Start([|x => Console.Write(x + n)|], 2); }"
        ),
        new("an asynchronous form", "static Task Main(int n) => pool.MapAsync([|x => x + n|], [1]);"),
        new("a lazy form", "static void Main(int n) => pool.MapLazily([|x => x + n|], [1]);"),
        new("a stream", "static void Main(int n) => pool.MapStream([|x => x + n|], new[] { 1 });"),
        new("two arguments", "static void Main(int n) => pool.StarMap([|(x, y) => x + y + n|], [(1, 2)]);"),
        new("an initializer", "static PoolInitializer Main(int n) => PoolInitializer.Of([|() => Console.Write(n)|]);"),
        new("a preloaded function", "static void Main(int n) => StartMethods.Preload([|() => Console.Write(n)|]);"),
        new("a local function", "static void Main(int n) { pool.Map([|Add|], [1]); int Add(int x) => x + n; }")
        {
            Says =
                "'Add' captures 'n', which the other process does not have: "
                + "make it static, and pass what it needs as an argument",
        },
        new(
            "through a local function",
            "static void Main(int n) { pool.Map([|x => Add(x)|], [1]); int Add(int x) => x + n; }"
        ),
        new(
            "through two local functions",
            "static void Main(int n) { pool.Map([|A|], [1]); int A(int x) => B(x); int B(int x) => x + n; }"
        ),
        new(
            "in a lambda of the lambda",
            "static void Main(int n) => pool.Map([|x => new[] { x }.Sum(y => y + n)|], [1]);"
        ),
        new("a cast", "static void Main(int n) => pool.Map((Func<int, int>)([|x => x + n|]), [1]);"),
        new("the object around it", "class A { int n = 1; void Run() => pool.Map([|x => x + n|], [1]); }")
        {
            Says =
                "The lambda captures 'this', which the other process does not have: "
                + "make it static, and pass what it needs as an argument",
        },
        new("a parameter of the class", "class A(int n) { void Run() => pool.Map([|x => x + n|], [1]); }"),
        new("a variable of a loop", "static void Main() { foreach (var n in new[] { 1 }) pool.Apply([|() => n|]); }"),
        new(
            "passed on",
            "static int[] Run(Func<int, int> f) => pool.Map(f, [1]); static void Main(int n) => Run([|x => x + n|]);"
        ),
        new(
            "passed on, or called here",
            """
            static int[] Run(Func<int, int> f) => f(1) > 0 ? pool.Map(f, [1]) : [];
            static void Main(int n) => Run(x => x + n);
            """
        ),
        new("nothing", "static void Main() => pool.Map(x => x + 1, [1]);"),
        new("a static lambda", "static void Main() => pool.Map(static x => x + 1, [1]);"),
        new("a constant", "static void Main() { const int n = 1; pool.Map(x => x + n, [1]); }"),
        new(
            "its own variables",
            "static void Main() => pool.Map(x => { var y = x; return new[] { y }.Sum(z => z + y); }, [1]);"
        ),
        new("a static method", "static int Add(int x) => x + 1; static void Main() => pool.Map(Add, [1]);"),
        new("a static local function", "static void Main() { pool.Map(Add, [1]); static int Add(int x) => x + 1; }"),
        new("a local function without captures", "static void Main() { pool.Map(Add, [1]); int Add(int x) => x + 1; }"),
        new(
            "a local function of its own",
            "static void Main() => pool.Map(x => { return Add(x); int Add(int y) => x + y; }, [1]);"
        ),
        new("a variable of which nothing is known", "static void Main(Func<int, int> f) => pool.Map(f, [1]);"),
        new("a lambda for this process", "static int[] Main(int n) => [.. pool.Map(x => x, [1]).Select(x => x + n)];"),
        new("the items", "static void Main(int n) => pool.Map(x => x, new[] { 1 }.Select(x => x + n));"),
        new(
            "another class's method of that name",
            """
            static void Main(int n) => new A().Map(x => x + n); class A { public void Map(Func<int, int> function) { }
            }
            """
        ),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
