namespace Multiprocessing.Pickling.Formatters;

/// <summary>The formatters of framework collections.</summary>
internal static class CollectionFormatters
{
    /// <summary>The formatter of a common collection, whose code is compiled ahead of time; null for others.</summary>
    public static Formatter? Find(PickleTypes types, Type type)
    {
        if (type == typeof(List<int>))
            return new ListFormatter<int>(types);
        if (type == typeof(List<double>))
            return new ListFormatter<double>(types);
        if (type == typeof(List<long>))
            return new ListFormatter<long>(types);
        if (type == typeof(Dictionary<string, int>))
            return new DictionaryFormatter<string, int>(types);
        return type == typeof(Dictionary<int, string>) ? new DictionaryFormatter<int, string>(types) : null;
    }

    /// <summary>The generic formatter of a collection, by its name in <see cref="BuiltInTypes"/>.</summary>
    public static Type DefinitionFor(string name) =>
        name switch
        {
            "List`1" => typeof(ListFormatter<>),
            "Dictionary`2" => typeof(DictionaryFormatter<,>),
            "HashSet`1" => typeof(HashSetFormatter<>),
            "Queue`1" => typeof(QueueFormatter<>),
            _ => DefinitionForRarer(name),
        };

    private static Type DefinitionForRarer(string name) =>
        name switch
        {
            "Stack`1" => typeof(StackFormatter<>),
            "LinkedList`1" => typeof(LinkedListFormatter<>),
            "SortedDictionary`2" => typeof(SortedDictionaryFormatter<,>),
            "SortedList`2" => typeof(SortedListFormatter<,>),
            "SortedSet`1" => typeof(SortedSetFormatter<>),
            "ReadOnlyCollection`1" => typeof(ReadOnlyCollectionFormatter<>),
            "Memory`1" => typeof(MemoryFormatter<>),
            "ReadOnlyMemory`1" => typeof(ReadOnlyMemoryFormatter<>),
            "ArraySegment`1" => typeof(ArraySegmentFormatter<>),
            _ when name.StartsWith("Concurrent", StringComparison.Ordinal) => DefinitionForConcurrent(name),
            _ => DefinitionForImmutable(name),
        };

    private static Type DefinitionForConcurrent(string name) =>
        name switch
        {
            "ConcurrentDictionary`2" => typeof(ConcurrentDictionaryFormatter<,>),
            "ConcurrentQueue`1" => typeof(ConcurrentQueueFormatter<>),
            "ConcurrentStack`1" => typeof(ConcurrentStackFormatter<>),
            _ => typeof(ConcurrentBagFormatter<>),
        };

    private static Type DefinitionForImmutable(string name) =>
        name switch
        {
            "ImmutableArray`1" => typeof(ImmutableArrayFormatter<>),
            "ImmutableList`1" => typeof(ImmutableListFormatter<>),
            "ImmutableQueue`1" => typeof(ImmutableQueueFormatter<>),
            "ImmutableStack`1" => typeof(ImmutableStackFormatter<>),
            "ImmutableHashSet`1" => typeof(ImmutableHashSetFormatter<>),
            "ImmutableDictionary`2" => typeof(ImmutableDictionaryFormatter<,>),
            "ImmutableSortedSet`1" => typeof(ImmutableSortedSetFormatter<>),
            "ImmutableSortedDictionary`2" => typeof(ImmutableSortedDictionaryFormatter<,>),
            "FrozenSet`1" => typeof(FrozenSetFormatter<>),
            "FrozenDictionary`2" => typeof(FrozenDictionaryFormatter<,>),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a collection in the closed set."),
        };
}

/// <summary>A queue, first item first.</summary>
internal sealed class QueueFormatter<T>(PickleTypes types) : CollectionFormatter<Queue<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) => new Queue<T>();

    protected override void Add(Queue<T> collection, T item) => collection.Enqueue(item);
}

/// <summary>A stack, lowest item first.</summary>
internal sealed class StackFormatter<T>(PickleTypes types) : CollectionFormatter<Stack<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) => new Stack<T>();

    protected override IEnumerable<T> InOrderOfAdding(Stack<T> collection)
    {
        var items = collection.ToArray();
        Array.Reverse(items);
        return items;
    }

    protected override void Add(Stack<T> collection, T item) => collection.Push(item);
}

/// <summary>A linked list, with new nodes.</summary>
internal sealed class LinkedListFormatter<T>(PickleTypes types) : CollectionFormatter<LinkedList<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) => new LinkedList<T>();

    protected override void Add(LinkedList<T> collection, T item) => collection.AddLast(item);
}

/// <summary>A sorted set with its comparer.</summary>
internal sealed class SortedSetFormatter<T>(PickleTypes types) : CollectionFormatter<SortedSet<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) =>
        new SortedSet<T>(Comparers.ReadOrder<T>(arguments));

    protected override bool Begin(Pickler pickler, SortedSet<T> collection)
    {
        if (pickler.WriteAlias(collection))
            return false;
        pickler.WriteGlobal(this);
        Comparers.Write(pickler, collection.Comparer, Comparer<T>.Default);
        pickler.Writer.Op(Opcode.NewObj);
        pickler.Memoize(collection);
        return true;
    }

    protected override void Add(SortedSet<T> collection, T item) => collection.Add(item);

    public override bool IsFilledLast(object target) =>
        !Item.IsWholeAtOnce || !Comparers.IsKnown(((SortedSet<T>)target).Comparer, Comparer<T>.Default);

    public override bool FindsItsItems(object target) => ((SortedSet<T>)target).All(((SortedSet<T>)target).Contains);
}

/// <summary>A sorted dictionary.</summary>
internal sealed class SortedDictionaryFormatter<TKey, TValue>(PickleTypes types)
    : PairsFormatter<SortedDictionary<TKey, TValue>, TKey, TValue>(types)
    where TKey : notnull
{
    public override object New(StackSpan arguments, ref Budget budget) =>
        new SortedDictionary<TKey, TValue>(Comparers.ReadOrder<TKey>(arguments));

    protected override object DefaultComparer => Comparer<TKey>.Default;

    protected override object ComparerOf(SortedDictionary<TKey, TValue> dictionary) => dictionary.Comparer;
}

/// <summary>A sorted list of pairs.</summary>
internal sealed class SortedListFormatter<TKey, TValue>(PickleTypes types)
    : PairsFormatter<SortedList<TKey, TValue>, TKey, TValue>(types)
    where TKey : notnull
{
    public override object New(StackSpan arguments, ref Budget budget) =>
        new SortedList<TKey, TValue>(Comparers.ReadOrder<TKey>(arguments));

    protected override object DefaultComparer => Comparer<TKey>.Default;

    protected override object ComparerOf(SortedList<TKey, TValue> dictionary) => dictionary.Comparer;
}
