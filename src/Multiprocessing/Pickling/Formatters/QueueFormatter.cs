namespace Multiprocessing.Pickling.Formatters;

/// <summary>A queue, first item first.</summary>
internal sealed class QueueFormatter<T>(PickleTypes types) : CollectionFormatter<Queue<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) => new Queue<T>();

    protected override void Add(Queue<T> collection, T item) => collection.Enqueue(item);
}
