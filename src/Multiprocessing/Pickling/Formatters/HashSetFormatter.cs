using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A hash set with its comparer.</summary>
internal sealed class HashSetFormatter<T>(PickleTypes types) : CollectionFormatter<HashSet<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) =>
        new HashSet<T>(Comparers.ReadEquality<T>(arguments));

    protected override bool Begin(Pickler pickler, HashSet<T> collection)
    {
        if (pickler.WriteAlias(collection))
            return false;
        if (ReferenceEquals(collection.Comparer, PythonEquality.Comparer))
        {
            pickler.Writer.Op(Opcode.EmptySet);
        }
        else
        {
            pickler.WriteGlobal(this);
            Comparers.Write(pickler, collection.Comparer, EqualityComparer<T>.Default);
            pickler.Writer.Op(Opcode.NewObj);
        }

        pickler.Memoize(collection);
        return true;
    }

    public override bool IsFilledLast(object target) =>
        !Item.IsWholeAtOnce || !Comparers.IsKnown(((HashSet<T>)target).Comparer, EqualityComparer<T>.Default);

    public override bool FindsItsItems(object target)
    {
        var set = (HashSet<T>)target;
        foreach (var item in set)
        {
            if (!set.Contains(item))
                return false;
        }

        return true;
    }

    protected override byte Adding => Opcode.AddItems;

    protected override void Add(HashSet<T> collection, T item) => collection.Add(item);
}
