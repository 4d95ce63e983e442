namespace Multiprocessing.Pickling.Formatters;

/// <summary>A sorted list of pairs.</summary>
internal sealed class SortedListFormatter<TKey, TValue>(PickleTypes types)
    : PairsFormatter<SortedList<TKey, TValue>, TKey, TValue>(types)
    where TKey : notnull
{
    public override object New(StackSpan arguments, ref Budget budget) =>
        new SortedList<TKey, TValue>(Comparers.ReadOrder<TKey>(arguments));

    protected override void WriteComparer(Pickler pickler, SortedList<TKey, TValue> dictionary) =>
        Comparers.Write(pickler, dictionary.Comparer, Comparer<TKey>.Default);
}
