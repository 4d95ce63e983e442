using System.Numerics;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

// The operands that follow an opcode, and the values that are pushed for them.
internal sealed partial class Unpickler
{
    // A tuple that the next opcode consumes is not created.
    private void PushTuple(StackSpan items, ReadOnlySpan<byte> pickle, ref int at)
    {
        var next = at < pickle.Length ? pickle[at] : Opcode.Stop;
        switch (next)
        {
            case Opcode.Build when top > fence && Maker(stack[top - 1]) is not null:
                at++;
                Build(items);
                break;
            case Opcode.Reduce when top > fence && stack[top - 1].Tag is Reconstructor:
                at++;
                Reduce(items);
                break;
            case Opcode.NewObj when top > fence && stack[top - 1].Tag is Reconstructor:
                at++;
                New(items);
                break;
            default:
                Push(items.Length == 0 ? PythonTuple.Empty : new PythonTuple(items));
                break;
        }
    }

    // Bytes that the next opcodes turn into an array or a list are not copied first.
    private void PushBytes(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> pickle, ref int at)
    {
        if (at + 1 < pickle.Length)
        {
            if (
                pickle[at] == Opcode.Build
                && top > fence
                && Maker(stack[top - 1]) is { } maker
                && maker.TryBuild(stack[top - 1].Tag!, bytes)
            )
            {
                at++;
                return;
            }

            if (
                pickle[at] is Opcode.Tuple
                && pickle[at + 1] == Opcode.Reduce
                && marked > 0
                && fence > 0
                && stack[fence - 1].Tag is Reconstructor callable
                && callable.TryCall(new StackSpan(stack, fence, top - fence), bytes, ref budget) is { } made
            )
            {
                PopToMark();
                Pop();
                Push(made);
                at += 2;
                return;
            }
        }

        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
        bytes.CopyTo(copy);
        Push(copy);
    }

    private void PushInteger(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 8)
        {
            PushBigInteger(bytes);
            return;
        }

        var value = 0L;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        var spare = 64 - 8 * bytes.Length;
        Push(new StackValue(bytes.Length is 0 or 8 ? value : value << spare >> spare));
    }

    private void PushBigInteger(ReadOnlySpan<byte> bytes)
    {
        var value = new BigInteger(bytes);
        if (value >= long.MinValue && value <= long.MaxValue)
            Push(new StackValue((long)value));
        else
            Push(value);
    }

    private static ReadOnlySpan<byte> ReadBytes(ReadOnlySpan<byte> pickle, ref int at, ulong count)
    {
        if (count > (ulong)(pickle.Length - at))
            throw TooFew(pickle, at, count);
        var taken = pickle.Slice(at, (int)count);
        at += (int)count;
        return taken;
    }

    private static UnpicklingException TooFew(ReadOnlySpan<byte> pickle, int at, ulong count) =>
        new($"the pickle claims {count} bytes, but only {pickle.Length - at} have arrived.");

    private static ReadOnlySpan<byte> TwoLines(ReadOnlySpan<byte> pickle, ref int at)
    {
        var rest = pickle[at..];
        var first = rest.IndexOf((byte)'\n');
        var second = first < 0 ? -1 : rest[(first + 1)..].IndexOf((byte)'\n');
        if (second < 0)
            throw new UnpicklingException("a name is not terminated.");
        var length = first + 1 + second;
        at += length + 1;
        return rest[..length];
    }
}
