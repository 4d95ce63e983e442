using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Multiprocessing.Managers.Client;
using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing;

/// <summary>
/// A dictionary in a manager's server. CPython: <c>DictProxy</c>. Each member is one call, and atomic, except where its
/// documentation says otherwise. Keys are compared as Python compares them.
/// </summary>
/// <remarks>
/// Enumerating it takes one snapshot, in one call. LINQ and the constructors of collections ask a collection for its
/// count first, which is another call: while other processes change it, use a copy, from <see cref="ToDictionary"/>.
/// </remarks>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class DictionaryProxy<TKey, TValue> : Proxy, IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>
    where TKey : notnull
{
    static DictionaryProxy() => ClientTypes.Instance.Allow(typeof(TKey), typeof(TValue));

    internal DictionaryProxy(RemoteReference reference)
        : base(reference) { }

    /// <summary>The number of pairs.</summary>
    public int Count => Call<int>("__len__");

    /// <summary>A copy of the keys, in one call.</summary>
    public ICollection<TKey> Keys => Call<List<TKey>>("keys");

    /// <summary>A copy of the values, in one call.</summary>
    public ICollection<TValue> Values => Call<List<TValue>>("values");

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => Keys;

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => Values;

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    /// <summary>A copy of a key's value: changes of the copy do not change the dictionary.</summary>
    /// <exception cref="KeyNotFoundException">The dictionary does not have the key.</exception>
    public TValue this[TKey key]
    {
        get => Call<TValue>("__getitem__", key);
        set => Call("__setitem__", key, value);
    }

    /// <summary>Adds a pair. On CPython's server this is two calls, and not atomic.</summary>
    /// <exception cref="ArgumentException">The dictionary already has the key.</exception>
    public void Add(TKey key, TValue value)
    {
        if (!TryAdd(key, value))
            throw new ArgumentException($"The dictionary already has the key {key}.", nameof(key));
    }

    /// <summary>
    /// Adds a pair unless the dictionary has the key. On CPython's server this is two calls, and not atomic.
    /// </summary>
    /// <returns>False where the dictionary has the key.</returns>
    public bool TryAdd(TKey key, TValue value)
    {
        if (ServerHasDotNetExtension)
            return Call<bool>(ServedDictionary.TryAddMethod, key, value);
        if (ContainsKey(key))
            return false;

        this[key] = value;
        return true;
    }

    /// <summary>
    /// The value of a key; where the dictionary does not have the key, adds <paramref name="value"/> for it. CPython:
    /// <c>setdefault</c>.
    /// </summary>
    public TValue GetOrAdd(TKey key, TValue value) => Call<TValue>("setdefault", key, value);

    /// <summary>Sets several pairs, in one call. CPython: <c>update</c>.</summary>
    public void Update(IEnumerable<KeyValuePair<TKey, TValue>> pairs) =>
        Call("update", new Dictionary<TKey, TValue>(pairs));

    /// <summary>Whether the dictionary has a key.</summary>
    public bool ContainsKey(TKey key) => Call<bool>("__contains__", key);

    /// <summary>Gets the value of a key; false where the dictionary does not have it.</summary>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) =>
        Found(Ask("__getitem__", key), out value);

    /// <summary>Removes a key; false where the dictionary does not have it.</summary>
    public bool Remove(TKey key) => Remove(key, out _);

    /// <summary>
    /// Removes a key and returns its value; false where the dictionary does not have it. CPython: <c>pop</c>.
    /// </summary>
    public bool Remove(TKey key, [MaybeNullWhen(false)] out TValue value) => Found(Ask("pop", key), out value);

    /// <summary>Removes all pairs.</summary>
    public void Clear() => Call("clear");

    /// <summary>A copy of the whole dictionary, in one call.</summary>
    public Dictionary<TKey, TValue> ToDictionary() => Call<Dictionary<TKey, TValue>>("#GETVALUE");

    /// <summary>A copy of all pairs, in one call.</summary>
    public KeyValuePair<TKey, TValue>[] ToArray() => [.. ToDictionary()];

    /// <summary>Enumerates a snapshot of the dictionary, which takes one call.</summary>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => ToDictionary().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) =>
        TryGetValue(item.Key, out var value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)ToDictionary()).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)this).Contains(item) && Remove(item.Key);

    private bool Found(Answer answer, [MaybeNullWhen(false)] out TValue value)
    {
        var isThere = !answer.Raised("KeyError");
        value = isThere ? Finish<TValue>(answer) : default;
        return isThere;
    }
}
