using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A registered class that is pickled as a call of its name.</summary>
internal sealed class CallFormatter<T>(
    PythonGlobal name,
    Func<T, object?[]> arguments,
    Func<IReadOnlyList<object?>, T> make
) : Formatter(typeof(T))
    where T : notnull
{
    public override PythonGlobal Global => name;

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.WriteGlobal(this);
        pickler.WriteValue(PythonTuple.Of(arguments((T)value)));
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget) => new(make(new PythonTuple(arguments)));
}
