using System.Numerics;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A scalar that is a number in Python: whichever type of .NET it has.</summary>
internal sealed class BareFormatter(ScalarFormatter scalar) : ScalarFormatter(scalar.Type)
{
    // Of more bytes it is worth a number in the memo: many lists may hold one.
    private const int Short = 64;

    public override void Write(Pickler pickler, object value)
    {
        if (value is not BigInteger number || number.GetByteCount() <= Short)
        {
            scalar.WriteBare(pickler, value);
            return;
        }

        if (pickler.WriteAlias(value))
            return;
        scalar.WriteBare(pickler, value);
        pickler.Memoize(value);
    }

    public override void WriteBare(Pickler pickler, object value) => scalar.WriteBare(pickler, value);

    public override object Read(in StackValue stackValue) => scalar.Read(stackValue);
}
