namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1003: a function that returns before it is done is found.</summary>
public sealed class AsynchronousFunctionSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1003";

    private static readonly AnalyzerCase[] Cases =
    [
        new(
            "a method",
            "static async Task F(int x) => await Task.Delay(x); static void Main() => pool.Map([|F|], [1]);"
        )
        {
            Says =
                "'Program.F' is asynchronous, and a process runs a function only until it returns: "
                + "wait for its result inside it",
        },
        new(
            "a result",
            """
            static async Task<int> F(int x) { await Task.Delay(x); return x; }
            static void Main() => pool.Map([|F|], [1]);
            """
        ),
        new("a lambda", "static void Main() => pool.Map([|async x => { await Task.Delay(x); return x; }|], [1]);")
        {
            Says =
                "The lambda is asynchronous, and a process runs a function only until it returns: "
                + "wait for its result inside it",
        },
        new(
            "async void",
            "static async void F(int x) => await Task.Delay(x); static void Main() => pool.Map([|F|], [1]);"
        ),
        new(
            "an async void lambda",
            "static void Main() { using var child = ChildProcess.Start([|async () => { await Task.Delay(1); }|]); }"
        ),
        new("without async", "static Task F(int x) => Task.Delay(x); static void Main() => pool.Map([|F|], [1]);"),
        new("a lambda without async", "static void Main() => pool.Map([|x => Task.FromResult(x)|], [1]);"),
        new("a ValueTask", "static ValueTask F(int x) => default; static void Main() => pool.Map([|F|], [1]);"),
        new(
            "a ValueTask with a result",
            "static ValueTask<int> F(int x) => new(x); static void Main() => pool.Map([|F|], [1]);"
        ),
        new(
            "an asynchronous sequence",
            """
            static async IAsyncEnumerable<int> F(int x) { await Task.Delay(x); yield return x; }
            static void Main() => pool.Map([|F|], [1]);
            """
        ),
        new(
            "of a child",
            """
            static async Task F() => await Task.Delay(1); static void Main() {
            using var child = ChildProcess.Start([|F|]); }
            """
        ),
        new(
            "of an asynchronous form",
            """
            static async Task<int> F(int x) { await Task.Delay(x); return x; }
            static Task Main() => pool.MapAsync([|F|], [1]);
            """
        ),
        new(
            "of an initializer",
            "static async void F() => await Task.Delay(1); static PoolInitializer Main() => PoolInitializer.Of([|F|]);"
        ),
        new(
            "a function of which only the type is known",
            "static void Main(Func<int, Task> f) => pool.Map([|f|], [1]);"
        ),
        new("a local function", "static void Main() { pool.Map([|F|], [1]); static Task F(int x) => Task.Delay(x); }"),
        new(
            "that waits",
            "static int F(int x) { Task.Delay(x).Wait(); return x; } static void Main() => pool.Map(F, [1]);"
        ),
        new(
            "a lambda that waits",
            "static void Main() => pool.Map(x => Task.FromResult(x).GetAwaiter().GetResult(), [1]);"
        ),
        new(
            "with an async lambda inside",
            "static void Main() => pool.Map(x => Task.Run(async () => await Task.Delay(x)).Wait(), [1]);"
        ),
        new("an asynchronous form of a synchronous function", "static Task Main() => pool.MapAsync(x => x, [1]);"),
        new(
            "in this process",
            """
            static async Task Main() {
            await Task.WhenAll(pool.Map(x => x, [1]).Select(async x => await Task.Delay(x))); }
            """
        ),
        new(
            "a type of that name",
            "class Task { } static Task F(int x) => new(); static void Main() => pool.Map(F, [1]);"
        ),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
