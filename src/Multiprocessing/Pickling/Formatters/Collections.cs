namespace Multiprocessing.Pickling.Formatters;

/// <summary>The shapes of the framework's collections.</summary>
internal static class Collections
{
    /// <summary>The shape of a collection that is so common that its code is compiled ahead; null for others.</summary>
    public static Shape? Find(PickleTypes types, Type type)
    {
        if (type == typeof(List<int>))
            return new ListShape<int>(types);
        if (type == typeof(List<double>))
            return new ListShape<double>(types);
        if (type == typeof(List<long>))
            return new ListShape<long>(types);
        if (type == typeof(Dictionary<string, int>))
            return new DictionaryShape<string, int>(types);
        return type == typeof(Dictionary<int, string>) ? new DictionaryShape<int, string>(types) : null;
    }

    /// <summary>The generic shape of a collection by its name in <see cref="BuiltInTypes"/>.</summary>
    public static Type DefinitionFor(string name) =>
        name switch
        {
            "List`1" => typeof(ListShape<>),
            "Dictionary`2" => typeof(DictionaryShape<,>),
            "HashSet`1" => typeof(HashSetShape<>),
            "Queue`1" => typeof(QueueShape<>),
            _ => DefinitionForRarer(name),
        };

    private static Type DefinitionForRarer(string name) =>
        name switch
        {
            "Stack`1" => typeof(StackShape<>),
            "LinkedList`1" => typeof(LinkedListShape<>),
            "SortedDictionary`2" => typeof(SortedDictionaryShape<,>),
            "SortedList`2" => typeof(SortedListShape<,>),
            "SortedSet`1" => typeof(SortedSetShape<>),
            "ReadOnlyCollection`1" => typeof(ReadOnlyCollectionShape<>),
            "ImmutableArray`1" => typeof(ImmutableArrayShape<>),
            "ImmutableList`1" => typeof(ImmutableListShape<>),
            "ImmutableHashSet`1" => typeof(ImmutableHashSetShape<>),
            "ImmutableDictionary`2" => typeof(ImmutableDictionaryShape<,>),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a collection of the closed set."),
        };
}
