namespace Multiprocessing.Pickling.Formatters;

/// <summary>A linked list; its nodes are made anew.</summary>
internal sealed class LinkedListFormatter<T>(PickleTypes types) : CollectionFormatter<LinkedList<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) => new LinkedList<T>();

    protected override void Add(LinkedList<T> collection, T item) => collection.AddLast(item);
}
