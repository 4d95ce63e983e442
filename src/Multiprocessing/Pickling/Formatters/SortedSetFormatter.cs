namespace Multiprocessing.Pickling.Formatters;

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
}
