using System.Numerics;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>A scalar that is a number in Python, written without its .NET type.</summary>
internal sealed class BareFormatter(ScalarFormatter scalar) : ScalarFormatter(scalar.Type)
{
    // A longer number is memoized, since many lists can refer to one.
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
