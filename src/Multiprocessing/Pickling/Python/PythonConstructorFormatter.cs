using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A scalar that is written as an object of Python's library; <see cref="PythonLibrary"/> reads it.</summary>
internal sealed class PythonConstructorFormatter<T>(Action<Pickler, T> write) : ScalarFormatter(typeof(T))
    where T : notnull
{
    public override void Write(Pickler pickler, object value) => write(pickler, (T)value);

    public override void WriteBare(Pickler pickler, object value) => write(pickler, (T)value);

    public override object Read(in StackValue stackValue) => Conversion.To<T>(stackValue);
}
