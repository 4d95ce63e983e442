using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>
/// Converts unpickled values to a declared type: numbers within their range, a list or tuple to an array,
/// <see cref="List{T}"/> or tuple, a dict to a <see cref="Dictionary{TKey, TValue}"/>. A value that already has the
/// type stays the same object.
/// </summary>
internal static class Conversion
{
    // What was converted in this message: a list that is referred to many times becomes one list again, not many
    // copies.
    [ThreadStatic]
    private static Dictionary<object, Dictionary<Type, object>>? t_converted;

    // Saves a process without conversions the first use of a thread static: the cold-start rule.
    private static bool converts;

    public static void Forget()
    {
        if (converts)
            t_converted = null;
    }

    public static T To<T>(in StackValue stackValue)
    {
        if (typeof(T) == typeof(int))
            return (T)(object)stackValue.ToInt32();
        return typeof(T) != typeof(object) && stackValue.Reference is T value ? value : (T)To(typeof(T), stackValue)!;
    }

    public static object? To(Type type, in StackValue stackValue)
    {
        if (type == typeof(object))
            return stackValue.ToObject();
        if (stackValue.IsNone)
        {
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
                ? null
                : throw Unexpected(stackValue, type);
        }

        if (stackValue.Reference is { } reference && (reference.GetType() == type || type.IsInstanceOfType(reference)))
            return reference;

        type = Nullable.GetUnderlyingType(type) ?? type;
        return ToNumber(type, stackValue)
            ?? (stackValue.Reference as IConvertsTo)?.As(type)
            ?? ToCollection(type, stackValue.Reference)
            ?? (
                stackValue.ToObject() is { } value && type.IsInstanceOfType(value)
                    ? value
                    : throw Unexpected(stackValue, type)
            );
    }

    private static object? ToNumber(Type type, in StackValue stackValue)
    {
        if (type.IsEnum)
        {
            return PickleTypes.Application.FormatterOf(type) is ScalarFormatter formatter
                ? formatter.Read(stackValue)
                : null;
        }

        switch (stackValue.Reference)
        {
            case string text:
                return type == typeof(char) && text.Length == 1 ? text[0] : RarerPythonForms.OfText(type, text);
            case DateTimeOffset time:
                return type == typeof(DateTime) ? time.UtcDateTime : null;
            case BigInteger when IsNumber(type):
            case null when IsNumber(type):
                break;
            default:
                return null;
        }

        if (stackValue.IsBoolean)
            return type == typeof(bool) ? stackValue.ToBoolean() : null;
        if (type == typeof(decimal))
            return stackValue.IsFloating ? null : (decimal)stackValue.ToBigInteger();
        return ((ScalarFormatter)PickleTypes.Application.FormatterOf(type)).Read(stackValue);
    }

    private static bool IsNumber(Type type) =>
        Type.GetTypeCode(type) is >= TypeCode.Boolean and <= TypeCode.Decimal and not TypeCode.Char
        || type == typeof(BigInteger)
        || type == typeof(Int128)
        || type == typeof(UInt128)
        || type == typeof(Half);

    private static object? ToCollection(Type type, object? source)
    {
        if (source is null or string)
            return null;
        if (PythonLibrary.UnsignedChars(source) is { } bytes)
            return type.IsInstanceOfType(bytes) ? bytes : ToCollection(type, bytes);
        if (source is PythonTuple tuple && (type.IsAssignableTo(typeof(ITuple)) || RarerPythonForms.IsTuple(type)))
            return ToTuple(type, tuple);
        if (source is not IEnumerable items)
            return null;
        if (!type.IsSZArray && !type.IsGenericType)
            return RarerPythonForms.OfItems(type, items);

        converts = true;
        t_converted ??= new Dictionary<object, Dictionary<Type, object>>(ReferenceEqualityComparer.Instance);
        if (!t_converted.TryGetValue(source, out var known))
            t_converted[source] = known = [];
        if (known.TryGetValue(type, out var converted))
            return converted;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return CollectionConversion.For(type)?.Convert(items, result => known[type] = result);
    }

    private static object ToTuple(Type type, PythonTuple tuple)
    {
        var result = RuntimeHelpers.GetUninitializedObject(type);
        var fields = SerializedField.FieldsOf(type, until: null);
        var rest = fields.Count == 8 && type.IsAssignableTo(typeof(ITuple));
        if (rest ? tuple.Length < 8 : tuple.Length != fields.Count)
        {
            throw new UnpicklingException($"expected {TypeName.Display(type)}, got a tuple of {tuple.Length} items.");
        }

        for (var i = 0; i < (rest ? 7 : fields.Count); i++)
            fields[i].SetValue(result, To(fields[i].FieldType, tuple.Values[i]));
        if (rest)
            fields[7].SetValue(result, ToTuple(fields[7].FieldType, new PythonTuple(tuple.Values[7..])));
        return result;
    }

    private static UnpicklingException Unexpected(in StackValue stackValue, Type type) =>
        stackValue.Unexpected(TypeName.Display(type));
}
