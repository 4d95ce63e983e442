namespace Multiprocessing.Pickling.Formatters;

/// <summary>A queue, first item first.</summary>
internal sealed class QueueShape<T>(PickleTypes types) : CollectionShape<Queue<T>, T>(types)
{
    public override object New(Slots arguments, ref Budget budget) => new Queue<T>();

    protected override void Add(Queue<T> collection, T item) => collection.Enqueue(item);
}
