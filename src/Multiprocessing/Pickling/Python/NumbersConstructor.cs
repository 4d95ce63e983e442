using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>Python's <c>array._array_reconstructor(class, letter, format, bytes)</c>.</summary>
internal sealed class NumbersConstructor : Reconstructor
{
    public override PythonGlobal Global { get; } = new("array", "_array_reconstructor");

    public override StackValue Call(StackSpan arguments, ref Budget budget) =>
        arguments is [.. var first, var bytes] && TryCall(first, bytes.ToBytes(), ref budget) is { } array
            ? new StackValue(array)
            : throw new UnpicklingException("an array is made from its class, letter, format and bytes.");

    public override object? TryCall(StackSpan arguments, ReadOnlySpan<byte> last, ref Budget budget)
    {
        if (arguments is not [_, _, var format])
            return null;
        budget.Spend(last.Length);
        return NumbersFormatter.Make(format.ToInt32(), last);
    }

    public override string ToString() => Global.ToString();
}
