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
        var items = Items(arguments);
        budget.Spend(items.Length);
        return new StackValue(FromArray(items));
    }

    /// <summary>The array of items that the type is called with.</summary>
    protected TItem[] Items(StackSpan arguments) =>
        arguments.Length == 1 && arguments[0].Reference is TItem[] items
            ? items
            : throw new UnpicklingException($"{this} is made from an array of its items.");

    /// <summary>Whether a comparer is the one that a new collection has.</summary>
    protected static bool IsDefault(object comparer, object byDefault) => comparer.Equals(byDefault);

    protected PicklingException CustomComparer() =>
        new($"{this} with a custom comparer cannot be sent to another process.");

    protected abstract TItem[] ToArray(TCollection collection);

    protected abstract TCollection FromArray(TItem[] items);
}
