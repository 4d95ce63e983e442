namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// A type whose value is one number, string or tuple. Where the type is declared, the bare value is written; elsewhere
/// a call of the type with it.
/// </summary>
internal abstract class ScalarFormatter(Type type) : Formatter(type)
{
    /// <summary>Writes the value without its type.</summary>
    public abstract void WriteBare(Pickler pickler, object value);

    /// <summary>The value that <see cref="WriteBare"/> wrote.</summary>
    public abstract object Read(in StackValue stackValue);

    /// <summary>Whether the bare value is read as this type where none is declared.</summary>
    protected virtual bool IsNatural(object value) => false;

    public override void Write(Pickler pickler, object value)
    {
        if (IsNatural(value))
        {
            WriteBare(pickler, value);
            return;
        }

        pickler.WriteGlobal(this);
        WriteBare(pickler, value);
        pickler.Writer.Op(Opcode.Tuple1);
        pickler.Writer.Op(Opcode.Reduce);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget) =>
        arguments.Length == 1
            ? new StackValue(Read(arguments[0]))
            : throw new UnpicklingException($"{this} is made from one value, not {arguments.Length}.");
}

/// <summary>
/// A scalar type with its two functions, and a predicate for the values that are read as this type where none is
/// declared; it defaults to none.
/// </summary>
internal sealed class ScalarFormatter<T>(
    Action<PickleWriter, T> write,
    Func<StackValue, T> read,
    Predicate<T>? natural = null
) : ScalarFormatter(typeof(T))
    where T : notnull
{
    public override void WriteBare(Pickler pickler, object value) => write(pickler.Writer, (T)value);

    public override object Read(in StackValue stackValue) => stackValue.Reference is T value ? value : read(stackValue);

    protected override bool IsNatural(object value) => natural is not null && natural((T)value);
}
