namespace Multiprocessing.Pickling.Formatters;

/// <summary>A stack, lowest item first.</summary>
internal sealed class StackFormatter<T>(PickleTypes types) : CollectionFormatter<Stack<T>, T>(types)
{
    public override object New(StackSpan arguments, ref Budget budget) => new Stack<T>();

    protected override IEnumerable<T> InOrderOfAdding(Stack<T> collection)
    {
        var items = collection.ToArray();
        Array.Reverse(items);
        return items;
    }

    protected override void Add(Stack<T> collection, T item) => collection.Push(item);
}
