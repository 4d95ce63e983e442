using System.Collections;

namespace Multiprocessing.Pickling;

/// <summary>Creates a collection of a declared type from the items of another one.</summary>
internal abstract class CollectionConversion
{
    /// <summary>The conversion to a collection type or a collection interface; null if there is none.</summary>
    public static CollectionConversion? For(Type type)
    {
        if (type.IsSZArray)
            return Make(typeof(ToArray<>), type.GetElementType()!);

        var arguments = type.GetGenericArguments();
        var definition = type.GetGenericTypeDefinition();
        if (arguments.Length == 2)
        {
            return
                definition == typeof(Dictionary<,>)
                || definition == typeof(IDictionary<,>)
                || definition == typeof(IReadOnlyDictionary<,>)
                ? Make(typeof(ToDictionary<,>), arguments)
                : null;
        }

        if (arguments.Length != 1)
            return null;
        if (definition == typeof(HashSet<>) || definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>))
            return Make(typeof(ToSet<>), arguments);
        return type.IsAssignableFrom(typeof(List<>).MakeGenericType(arguments))
            ? Make(typeof(ToList<>), arguments)
            : null;
    }

    /// <summary>
    /// The collection, or null if the source does not fit. It is passed to <paramref name="remember"/> before its items
    /// are converted, since an item can refer to it.
    /// </summary>
    public abstract object? Convert(IEnumerable source, Action<object> remember);

    private static CollectionConversion Make(Type definition, params Type[] arguments) =>
        (CollectionConversion)Activator.CreateInstance(definition.MakeGenericType(arguments))!;

    private static T Item<T>(object? item) => Conversion.To<T>(StackValue.Of(item));

    private sealed class ToList<T> : CollectionConversion
    {
        public override object? Convert(IEnumerable source, Action<object> remember)
        {
            if (source is IDictionary)
                return null;
            var list = new List<T>();
            remember(list);
            foreach (var item in source)
                list.Add(Item<T>(item));
            return list;
        }
    }

    private sealed class ToArray<T> : CollectionConversion
    {
        public override object? Convert(IEnumerable source, Action<object> remember)
        {
            if (source is not ICollection and not IReadOnlyCollection<object?> || source is IDictionary)
                return null;
            var array = new T[
                source is ICollection collection ? collection.Count : ((IReadOnlyCollection<object?>)source).Count
            ];
            remember(array);
            var i = 0;
            foreach (var item in source)
                array[i++] = Item<T>(item);
            return array;
        }
    }

    private sealed class ToSet<T> : CollectionConversion
    {
        public override object? Convert(IEnumerable source, Action<object> remember)
        {
            if (source is not HashSet<object?>)
                return null;
            var set = new HashSet<T>();
            remember(set);
            foreach (var item in source)
                set.Add(Item<T>(item));
            return set;
        }
    }

    private sealed class ToDictionary<TKey, TValue> : CollectionConversion
        where TKey : notnull
    {
        public override object? Convert(IEnumerable source, Action<object> remember)
        {
            if (source is not Dictionary<object, object?> pairs)
                return null;
            var dictionary = new Dictionary<TKey, TValue>();
            remember(dictionary);
            foreach (var (key, value) in pairs)
                dictionary.Add(Item<TKey>(key), Item<TValue>(value));
            return dictionary;
        }
    }
}
