namespace Multiprocessing.Pickling.Formatters;

/// <summary>The formatters of the framework's collections.</summary>
internal static class Collections
{
    /// <summary>The formatter of a collection that is so common that its code is compiled ahead; null for others.</summary>
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

    /// <summary>The generic formatter of a collection by its name in <see cref="BuiltInTypes"/>.</summary>
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
            "ImmutableArray`1" => typeof(ImmutableArrayFormatter<>),
            "ImmutableList`1" => typeof(ImmutableListFormatter<>),
            "ImmutableHashSet`1" => typeof(ImmutableHashSetFormatter<>),
            "ImmutableDictionary`2" => typeof(ImmutableDictionaryFormatter<,>),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a collection of the closed set."),
        };
}
