using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>dict</c>. It keeps the order in which keys were added.</summary>
internal sealed class ServedDictionary : ServedObject<ServedDictionary>
{
    /// <summary>
    /// A method for .NET clients, which Python's dict does not have: it adds a pair unless the key exists, and returns
    /// whether it did.
    /// </summary>
    public const string TryAddMethod = "try_add";

    private static readonly PythonSignature TryAdd = new($"{TryAddMethod}(key, value)");

    private static readonly MethodTable<ServedDictionary> Table = new()
    {
        { "__contains__(key)", static (self, given) => self.Do(pairs => (object)pairs.ContainsKey(new(given[0]))) },
        { "__delitem__(key)", static (self, given) => self.Remove(given[0]) },
        {
            "__getitem__(key)",
            static (self, given) =>
                self.Do(pairs =>
                    pairs.TryGetValue(new(given[0]), out var value) ? value : throw PythonError.Key(given[0])
                )
        },
        { "__ior__(value)", static (self, given) => self.Update([given[0]]) },
        { "__iter__()", static (self, _) => ServedIterator.Over(self.Keys()) },
        { "__len__()", static (self, _) => (object)self.Count },
        { "__or__(value)", static (self, given) => Join(self.Pairs(), PythonItems.PairsOf(given[0])) },
        {
            "__reversed__()",
            static (self, _) => ServedIterator.Over(self.Keys(self.Pairs().Select(pair => pair.Key).Reverse().ToList()))
        },
        { "__ror__(value)", static (self, given) => Join(PythonItems.PairsOf(given[0]), self.Pairs()) },
        {
            "__setitem__(key, value)",
            static (self, given) => self.Do(pairs => pairs[new(given[0])] = given[1]) is var _ ? null : null
        },
        { "clear()", static (self, _) => self.Clear() },
        { "copy()", static (self, _) => self.Value() },
        {
            "fromkeys(iterable, value=None)",
            static (_, given) => Pickled(PythonItems.Of(given[0]).Select(key => (key, given[1])))
        },
        {
            "get(key, default=None)",
            static (self, given) => self.Do(pairs => pairs.TryGetValue(new(given[0]), out var value) ? value : given[1])
        },
        {
            "items()",
            static (self, _) => self.Pairs().Select(pair => (object?)PythonTuple.Of(pair.Key, pair.Value)).ToList()
        },
        { "keys()", static (self, _) => self.Pairs().Select(pair => pair.Key).ToList() },
        { "pop(key, default?)", static (self, given) => self.Pop(given) },
        { "popitem()", static (self, given) => self.PopLast(given.ClientThread) },
        {
            "setdefault(key, default=None)",
            static (self, given) =>
                self.Do(pairs => pairs.TryAdd(new(given[0]), given[1]) ? given[1] : pairs[new(given[0])])
        },
        { "update(*others, **items)", static (self, given) => self.Update(given) },
        { "values()", static (self, _) => self.Pairs().Select(pair => pair.Value).ToList() },
    };

    private readonly Lock dictionaryLock = new();
    private readonly OrderedDictionary<Key, object?> pairs = new(PythonComparer.Instance);

    public ServedDictionary(BoundArguments given) => Update(given);

    protected override MethodTable<ServedDictionary> Methods => Table;

    private int Count => Do(pairs => pairs.Count);

    public override bool Hides(string method) => method == TryAddMethod;

    public override object? Call(string method, CallArguments arguments)
    {
        if (method != TryAddMethod)
            return base.Call(method, arguments);

        var given = TryAdd.Bind(arguments);
        return Do(pairs => pairs.TryAdd(new(given[0]), given[1]));
    }

    public override object? Value() => Pickled(Pairs());

    public override string Repr() => PythonText.Repr(Value());

    /// <summary>The current pairs.</summary>
    public List<(object? Key, object? Value)> Pairs() =>
        Do(pairs => pairs.Select(pair => (pair.Key.Value, pair.Value)).ToList());

    private T Do<T>(Func<OrderedDictionary<Key, object?>, T> action)
    {
        lock (dictionaryLock)
            return action(pairs);
    }

    private static Dictionary<object, object?> Pickled(IEnumerable<(object? Key, object? Value)> pairs)
    {
        var written = new OrderedDictionary<Key, object?>(PythonComparer.Instance);
        foreach (var (key, value) in pairs)
            written[new(key)] = value;
        return written.ToDictionary(
            pair => pair.Key.Value ?? DBNull.Value,
            pair => pair.Value,
            ReferenceEqualityComparer.Instance
        );
    }

    private static Dictionary<object, object?> Join(
        IEnumerable<(object? Key, object? Value)> first,
        IEnumerable<(object? Key, object? Value)> second
    ) => Pickled(first.Concat(second));

    private IEnumerable<object?> Keys() => Keys(Pairs().ConvertAll(pair => pair.Key));

    private IEnumerable<object?> Keys(List<object?> keys)
    {
        foreach (var key in keys)
        {
            if (Count != keys.Count)
                throw PythonError.Runtime("dictionary changed size during iteration");

            yield return key;
        }
    }

    private object? Remove(object? key) =>
        Do(pairs => pairs.Remove(new(key)) ? (object?)null : throw PythonError.Key(key));

    private void Clear()
    {
        lock (dictionaryLock)
            pairs.Clear();
    }

    private object? Pop(BoundArguments given) =>
        Do(pairs =>
        {
            var at = pairs.Count == 0 ? -1 : pairs.IndexOf(new(given[0]));
            return at >= 0 ? RemoveAt(pairs, at, given.ClientThread, static pair => pair.Value)
                : given.Has(1) ? given[1]
                : throw PythonError.Key(given[0]);
        });

    private object? PopLast(ClientThread clientThread) =>
        Do(pairs =>
            pairs.Count == 0
                ? throw PythonError.Key("popitem(): dictionary is empty")
                : RemoveAt(
                    pairs,
                    pairs.Count - 1,
                    clientThread,
                    static pair => PythonTuple.Of(pair.Key.Value, pair.Value)
                )
        );

    private object? RemoveAt(
        OrderedDictionary<Key, object?> pairs,
        int at,
        ClientThread clientThread,
        Func<KeyValuePair<Key, object?>, object?> result
    )
    {
        var pair = pairs.GetAt(at);
        pairs.RemoveAt(at);
        return clientThread.Taken(
            result(pair),
            () => Do(now => !now.ContainsKey(pair.Key) && Insert(now, Math.Min(at, now.Count), pair))
        );
    }

    private static bool Insert(OrderedDictionary<Key, object?> pairs, int at, KeyValuePair<Key, object?> pair)
    {
        pairs.Insert(at, pair.Key, pair.Value);
        return true;
    }

    private void Update(BoundArguments given)
    {
        var others = (List<object?>)given[0]!;
        if (others.Count > 1)
            throw PythonError.TypeOf($"update expected at most 1 argument, got {others.Count}");

        Update([.. others, given[1]]);
    }

    // The pairs are read before dictionaryLock is entered: they may come from another shared dictionary, or this one.
    private object? Update(object?[] others)
    {
        var added = others.SelectMany(PythonItems.PairsOf).ToList();
        return Do(pairs =>
        {
            foreach (var (key, value) in added)
                pairs[new(key)] = value;
            return (object?)null;
        });
    }
}
