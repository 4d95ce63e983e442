using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>array.array</c>, of fixed length: no proxy of CPython's can change it.</summary>
internal sealed class ServedArray : ServedObject<ServedArray>
{
    private const string OutOfRange = "array index out of range",
        AssignmentOutOfRange = "array assignment index out of range";

    private static readonly PythonGlobal Class = new("array", "array");

    private static readonly MethodTable<ServedArray> Table = new()
    {
        { "__len__()", static (self, _) => (object)self.items.Length },
        { "__getitem__(index)", static (self, given) => self.Get(given[0]) },
        { "__setitem__(index, value)", static (self, given) => self.Set(given[0], given[1]) },
    };

    private readonly Lock arrayLock = new();
    private readonly string code;
    private readonly object[] items;

    public ServedArray(object? code, object? items)
    {
        this.code =
            code as string
            ?? throw PythonError.TypeOf(
                $"array() argument 1 must be a unicode character, not {PythonNames.TypeOf(code)}"
            );
        this.items =
        [
            .. (PythonBytes.OfAny(items) is { } bytes ? Decode(this.code, bytes) : PythonItems.Of(items)).Select(
                Element
            ),
        ];
    }

    protected override MethodTable<ServedArray> Methods => Table;

    /// <summary>The numbers of a pickled array, which has a list of them, or their bytes.</summary>
    public static IReadOnlyList<object?> Decode(string code, object? items)
    {
        if (PythonBytes.OfAny(items) is not { } bytes)
            return PythonItems.Of(items);

        Array numbers = code switch
        {
            "b" => Cast<sbyte>(bytes),
            "B" => bytes,
            "h" => Cast<short>(bytes),
            "H" => Cast<ushort>(bytes),
            "i" => Cast<int>(bytes),
            "I" => Cast<uint>(bytes),
            "l" or "q" => Cast<long>(bytes),
            "L" or "Q" => Cast<ulong>(bytes),
            "f" => Cast<float>(bytes),
            "d" => Cast<double>(bytes),
            _ => throw BadCode(),
        };
        return [.. numbers.Cast<object>().Select(number => StackValue.Of(number).ToObject())];
    }

    public override object? Value()
    {
        lock (arrayLock)
            return Pickled(items);
    }

    public override string Repr()
    {
        lock (arrayLock)
        {
            return items.Length == 0
                ? $"array('{code}')"
                : $"array('{code}', {PythonText.Repr(new List<object?>(items))})";
        }
    }

    private object? Get(object? index)
    {
        lock (arrayLock)
        {
            if (index is not Slice slice)
                return items[Subscript.Index(index, items.Length, "array", OutOfRange)];

            var (start, step, length) = Subscript.Of(slice, items.Length);
            return Pickled(Enumerable.Range(0, length).Select(i => items[start + (i * step)]));
        }
    }

    private void Set(object? index, object? value)
    {
        if (index is not Slice slice)
        {
            lock (arrayLock)
                items[Subscript.Index(index, items.Length, "array", AssignmentOutOfRange)] = Element(value);
            return;
        }

        if (
            value is not PythonObject { Callable: PythonGlobal("array", "array") }
            && PythonComparer.Numbers(value) is null
        )
        {
            throw PythonError.TypeOf($"can only assign array (not \"{PythonNames.TypeOf(value)}\") to array slice");
        }

        var replacement = PythonItems.Of(value).Select(Element).ToArray();
        lock (arrayLock)
        {
            var (start, step, length) = Subscript.Of(slice, items.Length);
            if (replacement.Length != length)
            {
                throw PythonError.Value(
                    $"attempt to assign array of size {replacement.Length} to slice of size {length}"
                );
            }

            for (var i = 0; i < length; i++)
                items[start + (i * step)] = replacement[i];
        }
    }

    private PythonObject Pickled(IEnumerable<object?> numbers) =>
        new(Class, Opcode.Reduce, PythonTuple.Of(code, numbers.ToList()));

    private object Element(object? value) =>
        code switch
        {
            "b" => Integer(value, sbyte.MinValue, sbyte.MaxValue),
            "B" => Integer(value, byte.MinValue, byte.MaxValue),
            "h" => Integer(value, short.MinValue, short.MaxValue),
            "H" => Integer(value, ushort.MinValue, ushort.MaxValue),
            "i" => Integer(value, int.MinValue, int.MaxValue),
            "I" => Integer(value, uint.MinValue, uint.MaxValue),
            "l" or "q" => Integer(value, long.MinValue, long.MaxValue),
            "L" or "Q" => Integer(value, ulong.MinValue, ulong.MaxValue),
            "f" => (double)(float)Float(value),
            "d" => Float(value),
            _ => throw BadCode(),
        };

    private static object Integer(object? value, BigInteger least, BigInteger greatest)
    {
        var number = value switch
        {
            int small => small,
            long large => large,
            BigInteger larger => larger,
            bool truth => truth ? 1 : 0,
            uint or ulong or short or ushort or sbyte or byte => BigInteger.Parse(
                Convert.ToString(value, CultureInfo.InvariantCulture)!,
                CultureInfo.InvariantCulture
            ),
            _ => throw PythonError.TypeOf($"'{PythonNames.TypeOf(value)}' object cannot be interpreted as an integer"),
        };
        if (number < least)
            throw PythonError.Of("OverflowError", "array item is less than minimum");
        if (number > greatest)
            throw PythonError.Of("OverflowError", "array item is greater than maximum");

        if (number > long.MaxValue)
            return number;

        return StackValue.Of((long)number).ToObject()!;
    }

    private static double Float(object? value) =>
        value switch
        {
            double number => number,
            float number => number,
            int or long or bool => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            BigInteger number => (double)number,
            _ => throw PythonError.TypeOf($"must be real number, not {PythonNames.TypeOf(value)}"),
        };

    private static T[] Cast<T>(byte[] bytes)
        where T : unmanaged =>
        bytes.Length % Unsafe.SizeOf<T>() == 0
            ? MemoryMarshal.Cast<byte, T>(bytes).ToArray()
            : throw PythonError.Value("bytes length not a multiple of item size");

    private static PythonError BadCode() =>
        PythonError.Value("bad typecode (must be b, B, h, H, i, I, l, L, q, Q, f or d)");
}
