using System.Runtime.InteropServices;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A list of bytes, as Python's bytearray.</summary>
internal sealed class ByteArrayFormatter() : Formatter(typeof(List<byte>))
{
    private static readonly PythonGlobal Builtin = new("builtins", "bytearray");

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        pickler.WriteGlobal(Builtin);
        pickler.Writer.ByteString(CollectionsMarshal.AsSpan((List<byte>)value));
        pickler.Writer.Op(Opcode.Tuple1);
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }
}
