namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1303: a change of what a proxy has just given, which is a copy, is found.</summary>
public sealed class CopyChangedSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1303";

    private static readonly AnalyzerCase[] Cases =
    [
        new("a list in a list", "static void F(ListProxy<List<int>> l) => [|l[0].Add(3)|];")
        {
            Says =
                "'l[0]' gives a copy, and this changes the copy only: change a variable, and write it back, "
                + "or share the object itself",
        },
        new("a list in a dictionary", "static void F(DictionaryProxy<string, List<int>> d) => [|d[\"a\"].Add(3)|];"),
        new("a dictionary in a list", "static void F(ListProxy<Dictionary<int, int>> l) { [|l[0][1] = 3|]; }"),
        new("an array in a list", "static void F(ListProxy<int[]> l) { [|l[0][1] = 3|]; }"),
        new("a step of an array", "static void F(ListProxy<int[]> l) { [|l[0][1]++|]; }"),
        new("a property", "class A { public int N { get; set; } } static void F(ListProxy<A> l) { [|l[0].N = 3|]; }"),
        new(
            "a sum of a property",
            "class A { public int N { get; set; } } static void F(ListProxy<A> l) { [|l[0].N += 3|]; }"
        ),
        new("a field", "class A { public int N; } static void F(ListProxy<A> l) { [|l[0].N = 3|]; }"),
        new(
            "a list in an object",
            "class A { public List<int> L = []; } static void F(ListProxy<A> l) => [|l[0].L.Add(3)|];"
        ),
        new(
            "two levels down",
            "class A { public A B = null!; public int N; } static void F(ListProxy<A> l) { [|l[0].B.N = 3|]; }"
        ),
        new("a value", "static void F(ValueProxy<List<int>> v) => [|v.Value.Add(3)|];"),
        new("a name", "static void F(NamespaceProxy s) => [|s.Get<List<int>>(\"a\").Add(3)|];"),
        new(
            "what is got or added",
            "static void F(DictionaryProxy<int, List<int>> d) => [|d.GetOrAdd(1, []).Add(3)|];"
        ),
        new("the last item", "static void F(ListProxy<List<int>> l) => [|l[^1].Clear()|];"),
        new("a part", "static void F(ListProxy<int> l) => [|l[1..].Add(3)|];"),
        new("of a variable", "static void F() { var l = manager.List<List<int>>([[1]]); [|l[0].Add(3)|]; }"),
        new("under a lock", "static void F(ListProxy<List<int>> l, LockProxy g) { using (g.Hold()) [|l[0].Add(3)|]; }"),
        new("a proxy in a list", "static void F(ListProxy<ListProxy<int>> l) => l[0].Add(3);"),
        new("a write through a proxy in a list", "static void F(ListProxy<ListProxy<int>> l) { l[0][0] = 3; }"),
        new(
            "a proxy in an object",
            "class A { public ListProxy<int> L = null!; } static void F(ListProxy<A> l) => l[0].L.Add(3);"
        ),
        new("the list itself", "static void F(ListProxy<int> l) { l.Add(3); l[0] = 1; }"),
        new(
            "a variable that is written back",
            """
            static void F(ListProxy<List<int>> l, LockProxy g) { using var h = g.Hold(); var a = l[0]; a.Add(3);
            l[0] = a; }
            """
        ),
        new(
            "a variable that is used",
            "static int F(ListProxy<List<int>> l) { var a = l[0]; a.Add(3); return a.Count; }"
        ),
        new("a read", "static int F(ListProxy<List<int>> l) => l[0][1] + l[0].Count;"),
        new("an interface, which may be a proxy's", "static void F(ListProxy<IList<int>> l) => l[0].Add(3);"),
        new("a type parameter", "static void F<T>(ListProxy<T> l, T x) where T : class, IList<int> => l[0].Add(3);"),
        new("a list of lists of this process", "static void F(List<List<int>> l) => l[0].Add(3);"),
        new("an index from a proxy", "static void F(ListProxy<int> l, List<int> m) { m[l[0]] = 3; }"),
        new(
            "a copy that is made for a variable",
            "static List<int> F(ListProxy<int> l) { var m = l.ToList(); m.Add(3); return m; }"
        ),
        new(
            "a method that may do anything",
            "class A { public void Go() { } } static void F(ListProxy<A> l) => l[0].Go();"
        ),
        new(
            "a queue's item, which is taken",
            "static void F(QueueProxy<List<int>> q) { var a = q.Get(); a.Add(3); q.Put(a); }"
        ),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
