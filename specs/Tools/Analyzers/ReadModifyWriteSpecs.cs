namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1301: a value of a proxy that is read and then written, without a lock, is found.</summary>
public sealed class ReadModifyWriteSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1301";

    private static readonly AnalyzerCase[] Cases =
    [
        new("a step", "static void F(ListProxy<int> l) { [|l[0]++|]; }")
        {
            Says =
                "'l[0]' is read and then written, which is two calls: another process can write between them, "
                + "and its write is lost; hold a lock of the manager during both",
        },
        new("a step before", "static void F(ListProxy<int> l) { [|--l[0]|]; }"),
        new("a sum", "static void F(ListProxy<int> l) { [|l[0] += 2|]; }"),
        new("of a dictionary", "static void F(DictionaryProxy<string, int> d, string k) { [|d[k] += 1|]; }"),
        new("of an array", "static void F(ArrayProxy<int> a) { [|a[1] *= 2|]; }"),
        new("of a value", "static void F(ValueProxy<int> v) { [|v.Value++|]; }"),
        new("of a text", "static void F(ValueProxy<string> v) { [|v.Value += \"a\"|]; }"),
        new("written out", "static void F(ListProxy<int> l) { [|l[0] = l[0] + 1|]; }"),
        new("in a call", "static void F(ListProxy<int> l) { [|l[0] = Math.Max(l[0], 3)|]; }"),
        new(
            "through a variable",
            "static void F(ListProxy<int> l) { var n = l[0]; Console.Write(n); [|l[0] = n + 1|]; }"
        ),
        new("if it is null", "static void F(DictionaryProxy<string, string?> d) { [|d[\"a\"] ??= \"b\"|]; }"),
        new("of a name", "static void F(NamespaceProxy s) { [|s.Set(\"n\", s.Get<int>(\"n\") + 1)|]; }"),
        new("of a field", "static ListProxy<int> l = null!; static void F() { [|l[0]++|]; }"),
        new("in a lambda", "static void F() => pool.Map(l => { [|l[0]++|]; }, new[] { manager.List<int>() });"),
        new("under a lock of this process", "static void F(ListProxy<int> l) { lock (l) { [|l[0]++|]; } }"),
        new("after a lock", "static void F(ListProxy<int> l, LockProxy g) { using (g.Hold()) { } [|l[0]++|]; }"),
        new("under a lock", "static void F(ListProxy<int> l, LockProxy g) { using (g.Hold()) l[0]++; }"),
        new(
            "under a lock, in a block",
            "static void F(ListProxy<int> l, LockProxy g) { using (g.Hold()) { var n = l[0]; l[0] = n + 1; } }"
        ),
        new(
            "under a declared lock",
            "static void F(ListProxy<int> l, RLockProxy g) { using var held = g.Hold(); if (l.Count > 0) l[0]++; }"
        ),
        new(
            "between acquire and release",
            "static void F(ListProxy<int> l, LockProxy g) { g.Acquire(); try { l[0]++; } finally { g.Release(); } }"
        ),
        new(
            "if a lock was acquired",
            "static void F(ListProxy<int> l, LockProxy g) { if (g.Acquire(TimeSpan.Zero)) { l[0]++; g.Release(); } }"
        ),
        new("under a semaphore", "static void F(ListProxy<int> l, SemaphoreProxy g) { using (g.Hold()) l[0]++; }"),
        new(
            "in a lambda under a lock",
            """
            static void F(ListProxy<int> l, LockProxy g) { using (g.Hold()) new List<int> {
            1 }.ForEach(x => l[0] += x); }
            """
        ),
        new(
            "in a method that is called under a lock",
            """
            static void Step(ListProxy<int> l) { l[0]++; } static void F(ListProxy<int> l, LockProxy g) {
            using (g.Hold()) Step(l); }
            """
        ),
        new("a write", "static void F(ListProxy<int> l) { l[0] = 1; }"),
        new("a write of another element", "static void F(ListProxy<int> l) { l[0] = l[1]; }"),
        new("a write of another list's", "static void F(ListProxy<int> l, ListProxy<int> m) { l[0] = m[0]; }"),
        new("a variable of this process", "static void F(ListProxy<int> l) { var n = l[0]; n++; }"),
        new("a list of this process", "static void F(List<int> l) { l[0]++; }"),
        new("a call that does both", "static void F(ListProxy<int> l) => l.Add(l[0]);"),
        new("a list that nobody else has yet", "static void F() { var l = manager.List([1]); l[0]++; }"),
        new("another name", "static void F(NamespaceProxy s) => s.Set(\"n\", s.Get<int>(\"m\"));"),
        new("another class's value", "class A { public int Value { get; set; } } static void F(A a) { a.Value++; }"),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
