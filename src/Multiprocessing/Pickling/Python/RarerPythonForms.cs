using System.Collections;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>
/// The Python forms of framework types of which few programs send any, and the way back: an address and a
/// <see cref="StringBuilder"/> are text, a vector or a shape is a tuple of its numbers, bits are a list.
/// </summary>
internal static class RarerPythonForms
{
    /// <summary>What writes values of a type; null for a type without such a form.</summary>
    public static Formatter? Make(Type type)
    {
        if (!IsOfTheClosedSet(type))
            return null;
        if (IsTuple(type))
            return new PlainTupleFormatter(type);
        return type.Name switch
        {
            "StringBuilder" or "IPAddress" or "IPEndPoint" => new PlainTextFormatter(type),
            "BitArray" => new PlainListFormatter(type),
            _ => null,
        };
    }

    /// <summary>A text as a value of a declared type; null if the type has no such form.</summary>
    /// <exception cref="UnpicklingException">The text is not that of a value of the type.</exception>
    public static object? OfText(Type type, string text) =>
        type.Name switch
        {
            "Uri" or "Version" or "Rune" when type.Namespace is "System" or "System.Text" => Known(text, type),
            "StringBuilder" when IsOfTheClosedSet(type) => Builder(text),
            "IPAddress" or "IPEndPoint" when IsOfTheClosedSet(type) => Address(text, type),
            _ => null,
        };

    /// <summary>A list of truth values as bits; null for another type.</summary>
    public static object? OfItems(Type type, IEnumerable items) =>
        type.Name == "BitArray" && IsOfTheClosedSet(type) ? Bits(items) : null;

    /// <summary>Whether the values of a type are tuples of their fields: vectors, matrices and shapes.</summary>
    public static bool IsTuple(Type type) =>
        type.IsValueType
        && IsOfTheClosedSet(type)
        && type.Namespace is "System.Numerics" or "System.Drawing"
        && type.Name != "Color";

    private static bool IsOfTheClosedSet(Type type) =>
        type.Namespace is "System.Numerics" or "System.Drawing" or "System.Text" or "System.Net" or "System.Collections"
        && !type.IsGenericType
        && BuiltInTypes.NameOf(type) is not (null or "BigInteger" or "Complex" or "Rune");

    // Each of these loads an assembly, and is called only for a type of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StringBuilder Builder(string text) => new(text);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BitArray? Bits(IEnumerable items)
    {
        var bits = new List<bool>();
        foreach (var item in items)
            bits.Add(Conversion.To<bool>(StackValue.Of(item)));
        return new BitArray(bits.ToArray());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object Address(string text, Type type)
    {
        if (type == typeof(IPAddress) && IPAddress.TryParse(text, out var address))
            return address;
        return type == typeof(IPEndPoint) && IPEndPoint.TryParse(text, out var endPoint)
            ? endPoint
            : throw NotTheTextOf(text, type);
    }

    private static object Known(string text, Type type) =>
        type == typeof(Uri) && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) ? uri
        : type == typeof(Version) && Version.TryParse(text, out var version) ? version
        : type == typeof(Rune)
        && Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done
        && length == text.Length
            ? rune
        : throw NotTheTextOf(text, type);

    private static UnpicklingException NotTheTextOf(string text, Type type) =>
        new($"expected {TypeName.Display(type)}, got the str '{(text.Length > 80 ? text[..80] + "…" : text)}'.");
}
