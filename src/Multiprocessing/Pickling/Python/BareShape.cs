namespace Multiprocessing.Pickling;

/// <summary>A scalar that is a number in Python: whichever type of .NET it has.</summary>
internal sealed class BareShape(ScalarShape scalar) : ScalarShape(scalar.Type)
{
    public override void Write(Pickler pickler, object value) => scalar.WriteBare(pickler, value);

    public override void WriteBare(Pickler pickler, object value) => scalar.WriteBare(pickler, value);

    public override object Read(in Slot slot) => scalar.Read(slot);
}
