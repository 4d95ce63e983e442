namespace Multiprocessing.Pickling.Formatters;

/// <summary>An immutable collection: its type called with an array of its items.</summary>
internal abstract class ContentShape<TCollection, TItem>(PickleTypes types) : Shape(typeof(TCollection))
    where TCollection : notnull
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.WriteGlobal(this);
        types.ShapeOf(typeof(TItem[])).Write(pickler, ToArray((TCollection)value));
        pickler.Writer.Op(Opcode.Tuple1);
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override Slot Call(Slots arguments, ref Budget budget)
    {
        if (arguments.Length != 1 || arguments[0].Reference is not TItem[] items)
            throw new UnpicklingException($"{this} is made of an array of its items.");
        budget.Spend(items.Length);
        return new Slot(FromArray(items));
    }

    protected abstract TItem[] ToArray(TCollection collection);

    protected abstract TCollection FromArray(TItem[] items);
}
