using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A registered class that is pickled as an empty object and its state.</summary>
internal sealed class StateFormatter<T>(
    PythonGlobal name,
    Func<T, object?> state,
    Func<T> empty,
    Action<T, object?> fill
) : Formatter(typeof(T))
    where T : class
{
    public override PythonGlobal Global => name;

    public override void Write(Pickler pickler, object value)
    {
        if (!pickler.BeginObject(this, value))
            return;
        pickler.WriteValue(state((T)value));
        pickler.Writer.Op(Opcode.Build);
    }

    public override object New(StackSpan arguments, ref Budget budget) => empty();

    public override void Build(object target, StackSpan state) =>
        fill((T)target, state.Length == 1 ? state[0].ToObject() : new PythonTuple(state));
}
