using System.Numerics;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Python;

/// <summary>Python's <c>uuid.UUID</c>: created empty, then given its number.</summary>
internal sealed class UuidConstructor : Reconstructor
{
    public static readonly PythonGlobal Class = new("uuid", "UUID");

    public override PythonGlobal Global => Class;

    public override object New(StackSpan arguments, ref Budget budget) => Guid.Empty;

    public override void Build(object target, StackSpan state)
    {
        if (
            state is not [var stackValue]
            || stackValue.Reference is not Dictionary<object, object?> fields
            || !fields.TryGetValue("int", out var number)
        )
        {
            throw new UnpicklingException("a UUID has no number.");
        }

        var value = number switch
        {
            BigInteger big => big,
            int small => small,
            long large => large,
            _ => BigInteger.MinusOne,
        };
        if (value.Sign < 0 || value.GetByteCount(isUnsigned: true) > 16)
            throw new UnpicklingException("the number of a UUID must have at most 128 bits.");
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        value.TryWriteBytes(
            bytes[(16 - value.GetByteCount(isUnsigned: true))..],
            out _,
            isUnsigned: true,
            isBigEndian: true
        );
        Unsafe.Unbox<Guid>(target) = new Guid(bytes, bigEndian: true);
    }

    public override string ToString() => Class.ToString();
}
