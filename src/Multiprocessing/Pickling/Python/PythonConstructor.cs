namespace Multiprocessing.Pickling.Python;

/// <summary>A Python class or function whose values have a .NET equivalent.</summary>
internal sealed class PythonConstructor(PythonGlobal global, PythonConstructor.Maker make) : Reconstructor
{
    /// <summary>The value; null if .NET cannot represent it: then the object stays inert.</summary>
    internal delegate object? Maker(StackSpan arguments);

    public override PythonGlobal Global => global;

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        foreach (var argument in arguments)
            budget.Spend(LengthOf(argument.Reference));
        return new StackValue(make(arguments) ?? new PythonObject(global, Opcode.Reduce, new PythonTuple(arguments)));
    }

    public override string ToString() => global.ToString();

    private static int LengthOf(object? argument) =>
        argument switch
        {
            byte[] bytes => bytes.Length,
            string text => text.Length,
            IReadOnlyList<object?> items => items.Count,
            _ => 0,
        };
}
