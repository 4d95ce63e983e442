namespace Multiprocessing.Pickling.Formatters;

/// <summary>An immutable collection: its type called with an array of its items.</summary>
internal abstract class ContentFormatter<TCollection, TItem>(PickleTypes types) : Formatter(typeof(TCollection))
    where TCollection : notnull
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.WriteGlobal(this);
        types.FormatterOf(typeof(TItem[])).Write(pickler, ToArray((TCollection)value));
        pickler.Writer.Op(Opcode.Tuple1);
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (arguments.Length != 1 || arguments[0].Reference is not TItem[] items)
            throw new UnpicklingException($"{this} is made from an array of its items.");
        budget.Spend(items.Length);
        return new StackValue(FromArray(items));
    }

    protected abstract TItem[] ToArray(TCollection collection);

    protected abstract TCollection FromArray(TItem[] items);
}
