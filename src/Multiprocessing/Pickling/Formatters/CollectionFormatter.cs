namespace Multiprocessing.Pickling.Formatters;

/// <summary>A framework collection that is pickled by its items: created empty, then they are added.</summary>
internal abstract class CollectionFormatter<TCollection, TItem>(PickleTypes types) : Formatter(typeof(TCollection))
    where TCollection : class, IEnumerable<TItem>
{
    /// <summary>The opcode that adds items.</summary>
    protected virtual byte Adding => Opcode.Appends;

    protected DeclaredType Item => field ??= new DeclaredType(types, typeof(TItem));

    public override void Write(Pickler pickler, object value)
    {
        var collection = (TCollection)value;
        if (!Begin(pickler, collection))
            return;

        var items = new ItemsWriter(pickler.Writer, Adding);
        var i = 0;
        try
        {
            foreach (var item in InOrderOfAdding(collection))
            {
                items.Next();
                Item.Write(pickler, item);
                i++;
            }
        }
        catch (PicklingException e) when (e.Under($"[{i}]"))
        {
            throw;
        }

        items.End();
    }

    public override void Append(object target, int start, StackSpan items)
    {
        var collection = (TCollection)target;
        foreach (var item in items)
            Add(collection, (TItem)Item.Read(item)!);
    }

    /// <summary>Writes the empty collection; false if it was written before.</summary>
    protected virtual bool Begin(Pickler pickler, TCollection collection) => pickler.BeginObject(this, collection);

    protected virtual IEnumerable<TItem> InOrderOfAdding(TCollection collection) => collection;

    protected abstract void Add(TCollection collection, TItem item);
}
