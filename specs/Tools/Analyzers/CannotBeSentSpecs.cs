namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>
/// MP1004: a type whose values are refused by the pickler is found, with the path to what is refused.
/// </summary>
public sealed class CannotBeSentSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1004";

    private static readonly AnalyzerCase[] Cases =
    [
        new("a stream", "static void Main(FileStream s) => pool.Apply([|(FileStream x) => x.Length|], s);")
        {
            Says =
                "'FileStream' cannot be sent to another process: it is a stream, which is open in this process only; "
                + "send its bytes, or the path of its file",
        },
        new("a delegate", "static int F(Action a) => 1; static void Main(Action a) => pool.Map([|F|], [a]);"),
        new(
            "a delegate as result",
            "static Func<int> F(int x) => () => x; static void Main() => pool.Map([|F|], [1]);"
        ),
        new(
            "a token",
            "static int F(CancellationToken t) => 1; static void Main(CancellationToken t) => pool.Apply([|F|], t);"
        ),
        new("a handle", "static int F(nint h) => 1; static void Main(nint h) => pool.Apply([|F|], h);"),
        new("a pool", "static int F(ProcessPool p) => 1; static void Main() => pool.Apply([|F|], pool);"),
        new("a manager", "static int F(Manager p) => 1; static void Main() => pool.Apply([|F|], manager);"),
        new(
            "a process",
            "static void Main() => pool.Apply([|static () => System.Diagnostics.Process.GetCurrentProcess()|]);"
        ),
        new("a lock", "static int F(SemaphoreSlim s) => 1; static void Main(SemaphoreSlim s) => pool.Apply([|F|], s);"),
        new(
            "an expression",
            "static int F(Lazy<int> s) => s.Value; static void Main(Lazy<int> s) => pool.Apply([|F|], s);"
        ),
        new(
            "in a field of a class",
            """
            class Job { public Stream Output = Stream.Null; } static int F(Job j) => 1;
            static void Main(Job j) => pool.Apply([|F|], j);
            """
        )
        {
            Says =
                "'Job.Output' cannot be sent to another process: it is a stream, which is open in this process only; "
                + "send its bytes, or the path of its file",
        },
        new(
            "in a property of a record",
            """
            record Job(int N, Thread Owner); static int F(Job j) => 1;
            static void Main(Job j) => pool.Apply([|F|], j);
            """
        )
        {
            Says = "'Job.Owner' cannot be sent to another process: it is a thread of this process",
        },
        new(
            "two levels down",
            """
            record A(B Inner); record B(CancellationToken Token); static int F(A a) => 1;
            static void Main(A a) => pool.Map([|F|], [a]);
            """
        )
        {
            Says =
                "'A.Inner.Token' cannot be sent to another process: it is cancelled in this process only; "
                + "use an event of a Manager, or a time limit",
        },
        new(
            "in the base class",
            """
            class A { private readonly Thread t = null!; } class B : A; static int F(B b) => 1;
            static void Main(B b) => pool.Map([|F|], [b]);
            """
        ),
        new(
            "in a struct",
            """
            struct A { public CancellationToken T; } static int F(A b) => 1;
            static void Main(A b) => pool.Map([|F|], [b]);
            """
        ),
        new(
            "in a tuple",
            "static int F(Stream s, int n) => n; static void Main(Stream s) => pool.StarMap([|F|], [(s, 1)]);"
        ),
        new("in a list", "static int F(List<Stream> s) => 1; static void Main(List<Stream> s) => pool.Apply([|F|], s);")
        {
            Says =
                "'List<Stream>[]' cannot be sent to another process: it is a stream, which is open in this process "
                + "only; send its bytes, or the path of its file",
        },
        new(
            "a class derived from a stream",
            "class A : MemoryStream; static int F(A a) => 1; static void Main(A a) => pool.Map([|F|], [a]);"
        ),
        new(
            "to a child",
            "static void F(Thread t) { } static void Main(Thread t) { using var child = ChildProcess.Start([|F|], t); }"
        ),
        new(
            "to an initializer",
            "static void F(Thread t) { } static PoolInitializer Main(Thread t) => PoolInitializer.Of([|F|], t);"
        ),
        new("to a list of a manager", "static void Main() => [|manager.List<Thread>()|];"),
        new("to a queue of a manager", "static void Main() => [|manager.Queue<Action>(3)|];"),
        new(
            "numbers and text",
            "static string F(int x, string s) => s; static void Main() => pool.StarMap(F, [(1, \"a\")]);"
        ),
        new(
            "a class of plain fields",
            """
            class Job { public int N; public string S = ""; public List<Job> More = []; } static Job F(Job j) => j;
            static void Main(Job j) => pool.Map(F, [j]);
            """
        ),
        new("an object", "static object F(object x) => x; static void Main(object x) => pool.Map(F, [x]);"),
        new("an interface", "static int F(IDisposable x) => 1; static void Main(IDisposable x) => pool.Map(F, [x]);"),
        new(
            "a stream that may be null",
            """
            class Job { public Stream? Output; } static int F(Job j) => 1;
            static void Main(Job j) => pool.Map(F, [j]);
            """
        ),
        new(
            "an event",
            """
            class Job { public event Action? Done; public void D() => Done?.Invoke(); } static int F(Job j) => 1;
            static void Main(Job j) => pool.Map(F, [j]);
            """
        ),
        new(
            "a field that is left out",
            """
            class Job { [NonSerialized] public Stream Output = Stream.Null; } static int F(Job j) => 1;
            static void Main(Job j) => pool.Map(F, [j]);
            """
        ),
        new(
            "a static field",
            """
            class Job { public static Stream Output = Stream.Null; } static int F(Job j) => 1;
            static void Main(Job j) => pool.Map(F, [j]);
            """
        ),
        new(
            "a list of functions in a field, which may be empty",
            """
            class Job { public List<Action> Then = []; } static int F(Job j) => 1;
            static void Main(Job j) => pool.Map(F, [j]);
            """
        ),
        new(
            "a class that contains itself",
            """
            class Node { public Node Next = null!; } static int F(Node j) => 1;
            static void Main(Node j) => pool.Map(F, [j]);
            """
        ),
        new("a type parameter", "static T F<T>(T x) => x; static void Run<T>(T x) => pool.Map(F, [x]);"),
        new(
            "a proxy",
            "static int F(ListProxy<int> x) => 1; static void Main() => pool.Map(F, [manager.List<int>()]);"
        ),
        new("an exception", "static Exception F(int x) => new(); static void Main() => pool.Map(F, [1]);"),
        new(
            "the items, which stay here",
            "static void Main(Stream s) => pool.Map(x => x, Enumerable.Range(0, (int)s.Length));"
        ),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
