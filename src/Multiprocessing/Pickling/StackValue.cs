using System.Globalization;
using System.Numerics;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>A value on the stack of the pickle machine: numbers unboxed, everything else by reference.</summary>
internal readonly struct StackValue
{
    private static readonly object Integer = new();
    private static readonly object Floating = new();
    private static readonly object Boolean = new();

    private readonly object? reference;
    private readonly long bits;

    private StackValue(object? reference, long bits)
    {
        this.reference = reference;
        this.bits = bits;
    }

    public StackValue(long value)
        : this(Integer, value) { }

    public StackValue(double value)
        : this(Floating, BitConverter.DoubleToInt64Bits(value)) { }

    public StackValue(bool value)
        : this(Boolean, value ? 1 : 0) { }

    public StackValue(object? reference)
        : this(reference, 0) { }

    /// <summary>A .NET value in Python's types, numbers unboxed.</summary>
    public static StackValue Of(object? value) =>
        value switch
        {
            int number => new StackValue((long)number),
            long number => new StackValue(number),
            double number => new StackValue(number),
            bool truth => new StackValue(truth),
            sbyte or byte or short or ushort or uint => new StackValue(
                Convert.ToInt64(value, CultureInfo.InvariantCulture)
            ),
            float number => new StackValue((double)number),
            _ => new StackValue(value),
        };

    /// <summary>
    /// An object that the pickle will fill; <paramref name="makerNumber"/> is the number of its reconstructor in this
    /// message.
    /// </summary>
    public static StackValue Created(object created, int makerNumber) => new(created, makerNumber);

    public bool IsNone => reference is null;

    public bool IsInteger => ReferenceEquals(reference, Integer);

    public bool IsFloating => ReferenceEquals(reference, Floating);

    public bool IsBoolean => ReferenceEquals(reference, Boolean);

    /// <summary>The object itself; null for None and for a number.</summary>
    public object? Reference => IsInteger || IsFloating || IsBoolean ? null : reference;

    /// <summary>The object, or the marker of a number, so that one type test tells numbers from objects.</summary>
    public object? Tag => reference;

    /// <summary>The number, in this message, of the reconstructor that made the object; 0 for none.</summary>
    public int MakerNumber => (int)bits;

    public long Bits => bits;

    public int ToInt32() =>
        IsInteger && bits == (int)bits ? (int)bits : (int)ToInt64(int.MinValue, int.MaxValue, "int");

    public long ToInt64() => IsInteger ? bits : ToInt64(long.MinValue, long.MaxValue, "long");

    /// <summary>An integer of a narrower type, checked against its range.</summary>
    public long ToInt64(long least, long greatest, string type)
    {
        if (!IsInteger && !IsBoolean)
            throw Unexpected(type);
        if (bits < least || bits > greatest)
            throw new UnpicklingException($"{bits} is out of the range of {type}.");
        return bits;
    }

    public double ToDouble() =>
        IsFloating ? BitConverter.Int64BitsToDouble(bits)
        : IsInteger ? bits
        : throw Unexpected("float");

    public bool ToBoolean() => IsBoolean ? bits != 0 : throw Unexpected("bool");

    public BigInteger ToBigInteger() =>
        IsInteger || IsBoolean ? bits
        : reference is BigInteger big ? big
        : throw Unexpected("int");

    public string ToText() => reference as string ?? throw Unexpected("str");

    public byte[] ToBytes() => PythonBytes.Of(reference) ?? throw Unexpected("bytes");

    /// <summary>The items of a tuple.</summary>
    public StackSpan ToItems() => reference is PythonTuple tuple ? tuple.Values : throw Unexpected("tuple");

    /// <summary>
    /// The value where no type is declared: an int if it fits, else a long or a <see cref="BigInteger"/>; a double; the
    /// object.
    /// </summary>
    public object? ToObject()
    {
        if (IsInteger)
            return bits == (int)bits ? (object)(int)bits : bits;
        if (IsFloating)
            return BitConverter.Int64BitsToDouble(bits);
        return IsBoolean ? bits != 0
            : reference is Reconstructor named ? named.AsValue
            : reference;
    }

    public UnpicklingException Unexpected(string expected) => new($"expected {expected}, got {Kind}.");

    private string Kind =>
        this switch
        {
            { IsNone: true } => "None",
            { IsInteger: true } => $"the int {bits}",
            { IsFloating: true } => "a float",
            { IsBoolean: true } => "a bool",
            _ => reference switch
            {
                string => "a str",
                byte[] when PythonBytes.Of(reference) is not null => "bytes",
                BigInteger => "a long int",
                DBNull => "None",
                PythonTuple => "a tuple",
                PythonGlobal or PythonObject or Reconstructor => reference.ToString()!,
                _ => TypeName.DisplayOne(reference!.GetType()),
            },
        };
}
