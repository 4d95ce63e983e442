namespace Multiprocessing.Pickling.Formatters;

/// <summary>bytes.</summary>
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
