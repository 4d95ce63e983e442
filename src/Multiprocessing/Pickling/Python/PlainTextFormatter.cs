using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>An object that is written as its text.</summary>
internal sealed class PlainTextFormatter(Type type) : Formatter(type)
{
    public override void Write(Pickler pickler, object value) => pickler.WriteText(value.ToString()!);
}
