namespace Multiprocessing.Pickling.Formatters;

/// <summary>A sorted dictionary.</summary>
internal sealed class SortedDictionaryFormatter<TKey, TValue>(PickleTypes types)
    : PairsFormatter<SortedDictionary<TKey, TValue>, TKey, TValue>(types)
    where TKey : notnull
{
    public override object New(StackSpan arguments, ref Budget budget) =>
        new SortedDictionary<TKey, TValue>(Comparers.ReadOrder<TKey>(arguments));

    protected override void WriteComparer(Pickler pickler, SortedDictionary<TKey, TValue> dictionary) =>
        Comparers.Write(pickler, dictionary.Comparer, Comparer<TKey>.Default);
}
