namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// A type of the framework that is created from a few values: its type called with them. The first function writes them
/// as one tuple; the second one creates the value from its items.
/// </summary>
internal sealed class MadeFormatter<T>(Action<Pickler, T> write, MadeFormatter<T>.Maker make) : Formatter(typeof(T))
    where T : notnull
{
    public delegate T Maker(StackSpan arguments);

    public override void Write(Pickler pickler, object value)
    {
        if (!typeof(T).IsValueType && pickler.WriteAlias(value))
            return;
        pickler.WriteGlobal(this);
        write(pickler, (T)value);
        if (typeof(T).IsValueType)
            pickler.Writer.Op(Opcode.Reduce);
        else
            pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        foreach (var argument in arguments)
            budget.Spend(argument.Reference is string { Length: var length } ? length : 0);
        return new StackValue((object)make(arguments));
    }
}
