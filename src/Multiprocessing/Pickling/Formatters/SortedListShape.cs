namespace Multiprocessing.Pickling.Formatters;

/// <summary>A sorted list of pairs.</summary>
internal sealed class SortedListShape<TKey, TValue>(PickleTypes types)
    : PairsShape<SortedList<TKey, TValue>, TKey, TValue>(types)
    where TKey : notnull
{
    public override object New(Slots arguments, ref Budget budget) =>
        new SortedList<TKey, TValue>(Comparers.ReadOrder<TKey>(arguments));

    protected override void WriteComparer(Pickler pickler, SortedList<TKey, TValue> dictionary) =>
        Comparers.Write(pickler, dictionary.Comparer, Comparer<TKey>.Default);
}
