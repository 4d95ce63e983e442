namespace Multiprocessing.Pickling.Formatters;

/// <summary>A string, as Python's str.</summary>
internal sealed class TextFormatter() : Formatter(typeof(string))
{
    public override void Write(Pickler pickler, object value) => pickler.WriteText((string)value);
}
