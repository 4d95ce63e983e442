namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>MP1302: a proxy that is asked, and then changed because of the answer, is found.</summary>
public sealed class CheckThenActSpecs() : RuleSpecs(Rule)
{
    private const string Rule = "MP1302";

    private static readonly AnalyzerCase[] Cases =
    [
        new(
            "add a key that is missing",
            "static void F(DictionaryProxy<int, int> d) { if (![|d.ContainsKey(1)|]) d.Add(1, 2); }"
        )
        {
            Says =
                "'d.ContainsKey' and then 'd.Add' are two calls: another process can change 'd' between them; "
                + "hold a lock of the manager during both, or use one call that does both",
        },
        new(
            "write a key that is missing",
            "static void F(DictionaryProxy<int, int> d) { if (![|d.ContainsKey(1)|]) d[1] = 2; }"
        ),
        new(
            "write if nothing is got",
            "static void F(DictionaryProxy<int, int> d) { if (![|d.TryGetValue(1, out _)|]) d[1] = 2; }"
        ),
        new(
            "otherwise",
            """
            static int F(DictionaryProxy<int, int> d) { if ([|d.TryGetValue(1, out var n)|]) return n; else d[1] = 2;
            return 2; }
            """
        ),
        new("add to a list what it lacks", "static void F(ListProxy<int> l) { if (![|l.Contains(1)|]) l.Add(1); }"),
        new("add where none is found", "static void F(ListProxy<int> l) { if ([|l.IndexOf(1)|] < 0) l.Add(1); }"),
        new(
            "pop from a list that is not empty",
            "static int F(ListProxy<int> l) { if ([|l.Count|] > 0) return l.Pop(); return 0; }"
        ),
        new(
            "remove what is found",
            "static void F(ListProxy<int> l) { if ([|l.IndexOf(1)|] is var i and >= 0) l.RemoveAt(i); }"
        ),
        new(
            "get from a queue that is not empty",
            "static int F(QueueProxy<int> q) { if (![|q.IsEmpty|]) return q.Get(); return 0; }"
        ),
        new(
            "get from a queue with items",
            "static int F(QueueProxy<int> q) { if ([|q.Count|] > 0) { return q.Get(); } return 0; }"
        ),
        new("put into a queue that is not full", "static void F(QueueProxy<int> q) { if (![|q.IsFull|]) q.Put(1); }"),
        new(
            "of a joinable queue",
            "static int F(JoinableQueueProxy<int> q) { if (![|q.IsEmpty|]) return q.Get(); return 0; }"
        ),
        new(
            "in a block",
            """
            static void F(DictionaryProxy<int, int> d) { if (![|d.ContainsKey(1)|]) { Console.Write(1); d.Add(1, 2); }
            }
            """
        ),
        new(
            "with another condition",
            "static void F(DictionaryProxy<int, int> d, bool b) { if (b && ![|d.ContainsKey(1)|]) d.Add(1, 2); }"
        ),
        new(
            "of a field",
            "static DictionaryProxy<int, int> d = null!; static void F() { if (![|d.ContainsKey(1)|]) d.Add(1, 2); }"
        ),
        new(
            "in a lambda",
            "static void F() => pool.Map(l => { if (![|l.Contains(1)|]) l.Add(1); }, new[] { manager.List<int>() });"
        ),
        new(
            "under a lock",
            """
            static void F(DictionaryProxy<int, int> d, LockProxy g) { using (g.Hold()) {
            if (!d.ContainsKey(1)) d.Add(1, 2); } }
            """
        ),
        new(
            "under a declared lock",
            """
            static void F(DictionaryProxy<int, int> d, LockProxy g) { using var h = g.Hold();
            if (!d.ContainsKey(1)) d.Add(1, 2); }
            """
        ),
        new(
            "between acquire and release",
            """
            static int F(ListProxy<int> l, LockProxy g) { g.Acquire(); try { if (l.Count > 0) return l.Pop();
            return 0; } finally { g.Release(); } }
            """
        ),
        new(
            "in a method that is called under a lock",
            """
            static void Put(ListProxy<int> l) { if (!l.Contains(1)) l.Add(1); }
            static void F(ListProxy<int> l, LockProxy g) { using (g.Hold()) Put(l); }
            """
        ),
        new("one call", "static void F(DictionaryProxy<int, int> d) { if (!d.TryAdd(1, 2)) Console.Write(d[1]); }"),
        new("one call to get", "static int F(QueueProxy<int> q) { if (q.TryGet(out var n)) return n; return 0; }"),
        new(
            "a try after a check",
            "static int F(QueueProxy<int> q) { if (!q.IsEmpty && q.TryGet(out var n)) return n; return 0; }"
        ),
        new(
            "a time limit",
            "static int F(QueueProxy<int> q) { if (!q.IsEmpty) return q.Get(TimeSpan.Zero); return 0; }"
        ),
        new("a set, which adds once", "static void F(SetProxy<int> s) { if (!s.Contains(1)) s.Add(1); }"),
        new("another proxy", "static void F(ListProxy<int> l, ListProxy<int> m) { if (!l.Contains(1)) m.Add(1); }"),
        new("a check alone", "static void F(ListProxy<int> l) { if (l.Count > 0) Console.Write(l.Count); }"),
        new("a removal, which may find nothing", "static void F(ListProxy<int> l) { if (l.Contains(1)) l.Remove(1); }"),
        new(
            "a dictionary of this process",
            "static void F(Dictionary<int, int> d) { if (!d.ContainsKey(1)) d.Add(1, 2); }"
        ),
        new(
            "a dictionary that nobody else has yet",
            "static void F() { var d = manager.Dictionary<int, int>(); if (!d.ContainsKey(1)) d.Add(1, 2); }"
        ),
        new("a choice of values", "static int F(ListProxy<int> l) => l.Count > 0 ? l[0] : 0;"),
    ];

    public static TheoryData<string> Names => NamesOf(Cases);

    [Theory, MemberData(nameof(Names))]
    public void It_is_found_where_it_is_marked(string name) => Check(name);
}
