using System.Reflection;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// The types of FSharp.Core, which this library does not refer to: its unions by their fields; its list, set and map by
/// their items.
/// </summary>
internal static class FSharpFormatters
{
    /// <summary>The formatter of a type of FSharp.Core; null for all others.</summary>
    public static Formatter? Find(PickleTypes types, Type type)
    {
        if (type.Namespace is not ("Microsoft.FSharp.Core" or "Microsoft.FSharp.Collections"))
            return null;
        var outer = type.DeclaringType ?? type;
        var arguments = type.GetGenericArguments();
        return outer.Name switch
        {
            "FSharpOption`1" or "FSharpValueOption`1" or "FSharpResult`2" or "FSharpRef`1" =>
                FormatterResolver.MakeFields(types, type),
            _ when outer.Name.StartsWith("FSharpChoice`", StringComparison.Ordinal) => FormatterResolver.MakeFields(
                types,
                type
            ),
            "FSharpList`1" => Make(typeof(FSharpListFormatter<,>), type, arguments),
            "FSharpSet`1" => Make(typeof(FSharpSetFormatter<,>), type, arguments),
            "FSharpMap`2" => Make(typeof(FSharpMapFormatter<,,>), type, arguments),
            _ => null,
        };

        Formatter Make(Type definition, Type collection, Type[] items) =>
            (Formatter)Activator.CreateInstance(definition.MakeGenericType([collection, .. items]), types)!;
    }
}

/// <summary>An F# list.</summary>
internal sealed class FSharpListFormatter<TList, T>(PickleTypes types) : ContentFormatter<TList, T>(types)
    where TList : class, IEnumerable<T>
{
    private Func<T[], TList> OfArray =>
        field ??= typeof(TList)
            .Assembly.GetType("Microsoft.FSharp.Collections.ListModule", throwOnError: true)!
            .GetMethod("OfArray", BindingFlags.Public | BindingFlags.Static)!
            .MakeGenericMethod(typeof(T))
            .CreateDelegate<Func<T[], TList>>();

    protected override T[] ToArray(TList collection) => [.. collection];

    protected override TList FromArray(T[] items) => OfArray(items);
}

/// <summary>An F# set, which F# orders.</summary>
internal sealed class FSharpSetFormatter<TSet, T>(PickleTypes types) : HashedContentFormatter<TSet, T, T>(types)
    where TSet : class, ICollection<T>
{
    protected override (object Comparer, object ByDefault)[] ComparersOf(TSet collection) => [];

    protected override TSet Make(T[] items, StackSpan arguments) =>
        (TSet)Activator.CreateInstance(typeof(TSet), (IEnumerable<T>)items)!;

    protected override bool Contains(TSet collection, T item) => collection.Contains(item);
}

/// <summary>An F# map, whose keys F# orders.</summary>
internal sealed class FSharpMapFormatter<TMap, TKey, TValue>(PickleTypes types)
    : HashedContentFormatter<TMap, TKey, KeyValuePair<TKey, TValue>>(types)
    where TMap : class, IDictionary<TKey, TValue>
    where TKey : notnull
{
    protected override (object Comparer, object ByDefault)[] ComparersOf(TMap collection) => [];

    protected override TMap Make(KeyValuePair<TKey, TValue>[] items, StackSpan arguments)
    {
        var pairs = new Tuple<TKey, TValue>[items.Length];
        for (var i = 0; i < items.Length; i++)
            pairs[i] = Tuple.Create(items[i].Key, items[i].Value);
        return (TMap)Activator.CreateInstance(typeof(TMap), (IEnumerable<Tuple<TKey, TValue>>)pairs)!;
    }

    protected override bool Contains(TMap collection, KeyValuePair<TKey, TValue> item) =>
        collection.ContainsKey(item.Key);
}
