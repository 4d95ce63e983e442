namespace Multiprocessing.Pickling.Formatters;

/// <summary>A byte array, as Python's bytes.</summary>
internal sealed class BytesFormatter() : Formatter(typeof(byte[]))
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var bytes = (byte[])value;
        if (pickler.Blocks?.TryWrite(pickler, bytes, bytes.Length) == true)
            return;
        pickler.Writer.ByteString(bytes);
        pickler.Memoize(value);
    }
}
