namespace Multiprocessing.Pickling;

/// <summary>A class or function of Python that makes values which .NET has too.</summary>
internal sealed class Twin(PythonGlobal global, Twin.Maker make) : Reconstructor
{
    /// <summary>The value; null where .NET cannot have it: then the object stays inert.</summary>
    internal delegate object? Maker(ReadOnlySpan<Slot> arguments);

    public override Slot Call(ReadOnlySpan<Slot> arguments) =>
        new(make(arguments) ?? new PythonObject(global, Opcode.Reduce, new PythonTuple(arguments)));

    public override string ToString() => global.ToString();
}
