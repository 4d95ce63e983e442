using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A Python class or function, by its name.</summary>
internal sealed class PythonGlobalFormatter() : Formatter(typeof(PythonGlobal))
{
    public override void Write(Pickler pickler, object value) => pickler.WriteGlobal((PythonGlobal)value);
}
