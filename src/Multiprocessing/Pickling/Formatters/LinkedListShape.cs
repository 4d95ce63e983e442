namespace Multiprocessing.Pickling.Formatters;

/// <summary>A linked list; its nodes are made anew.</summary>
internal sealed class LinkedListShape<T>(PickleTypes types) : CollectionShape<LinkedList<T>, T>(types)
{
    public override object New(Slots arguments, ref Budget budget) => new LinkedList<T>();

    protected override void Add(LinkedList<T> collection, T item) => collection.AddLast(item);
}
