namespace Multiprocessing.Pickling.Formatters;

/// <summary>A collection that is created whole: its type called with an array of its items.</summary>
internal abstract class ContentFormatter(Type type) : Formatter(type)
{
    /// <summary>The items; null for a struct that was never given any.</summary>
    public abstract Array? ArrayOf(object collection);
}

/// <summary>A collection that is created whole: its type called with an array of its items.</summary>
internal abstract class ContentFormatter<TCollection, TItem>(PickleTypes types) : ContentFormatter(typeof(TCollection))
    where TCollection : notnull
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.WriteGlobal(this);
        if (ToArray((TCollection)value) is { } items)
        {
            if (!TryWriteShared(pickler, items))
                types.FormatterOf(typeof(TItem[])).Write(pickler, items);
        }
        else
        {
            pickler.Writer.Op(Opcode.None);
        }

        pickler.Writer.Op(Opcode.Tuple1);
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (typeof(TCollection).IsValueType && arguments.Length == 1 && arguments[0].IsNone)
            return new StackValue((object)default(TCollection)!);
        if (arguments.Length == 1 && TryFromShared(arguments[0].Reference, out var made))
            return new StackValue(made);
        if (arguments.Length != 1 || arguments[0].Reference is not TItem[] items)
            throw new UnpicklingException($"{this} is made from an array of its items.");
        budget.Spend(items.Length);
        return new StackValue(FromArray(items));
    }

    public override Array? ArrayOf(object collection) => ToArray((TCollection)collection);

    /// <summary>Writes items that the receiver obtains in another way than as an array; false for none.</summary>
    protected virtual bool TryWriteShared(Pickler pickler, TItem[] items) => false;

    /// <summary>Makes the collection of items that were obtained in such a way; false where they were not.</summary>
    protected virtual bool TryFromShared(object? shared, out TCollection made)
    {
        made = default!;
        return false;
    }

    protected abstract TItem[]? ToArray(TCollection collection);

    protected abstract TCollection FromArray(TItem[] items);
}
