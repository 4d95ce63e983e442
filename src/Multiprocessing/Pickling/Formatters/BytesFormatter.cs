namespace Multiprocessing.Pickling.Formatters;

/// <summary>A byte array, as Python's bytes.</summary>
internal sealed class BytesFormatter() : Formatter(typeof(byte[]))
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.Writer.ByteString((byte[])value);
        pickler.Memoize(value);
    }
}
