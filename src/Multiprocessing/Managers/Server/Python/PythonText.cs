using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>The texts of values as Python's <c>repr()</c> and <c>str()</c> give them.</summary>
internal sealed partial class PythonText
{
    // A small value that contains one part many times can have a text of any length.
    private const int Longest = 1 << 26;

    private readonly StringBuilder text = new();
    private readonly HashSet<object> open = new(ReferenceEqualityComparer.Instance);

    public static string Repr(object? value)
    {
        var text = new PythonText();
        text.Write(value);
        return text.text.ToString();
    }

    public static string Str(object? value) => value as string ?? Repr(value);

    private void Write(object? value)
    {
        if (text.Length > Longest)
            throw PythonError.Memory();

        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case null or DBNull:
                text.Append("None");
                break;
            case bool truth:
                text.Append(truth ? "True" : "False");
                break;
            case double number:
                WriteFloat(number);
                break;
            case float number:
                WriteFloat(number);
                break;
            case string characters:
                WritePart(value, characters, static (text, characters) => text.WriteString(characters));
                break;
            case byte[] when PythonBytes.Of(value) is { } bytes:
                WritePart(value, bytes, static (text, bytes) => text.WriteBytes(bytes));
                break;
            case List<byte> bytes:
                WritePart(value, bytes, static (text, bytes) => text.WriteByteArray(bytes));
                break;
            case BigInteger number:
                WritePart(value, number, static (text, number) => text.WriteInteger(number));
                break;
            case PythonTuple tuple:
                WriteNested(tuple, "(", tuple, tuple.Length == 1 ? ",)" : ")");
                break;
            case List<object?> list:
                WriteNested(list, "[", list, "]");
                break;
            case FrozenItems { Count: 0 }:
                text.Append("frozenset()");
                break;
            case FrozenItems set:
                WriteNested(set, "frozenset({", set, "})");
                break;
            case HashSet<object?> { Count: 0 }:
                text.Append("set()");
                break;
            case HashSet<object?> set:
                WriteNested(set, "{", set, "}");
                break;
            case Dictionary<object, object?> dictionary:
                WritePairs(dictionary);
                break;
            case Array array:
                WriteArray(NumbersFormatter.LetterOf(array.GetType().GetElementType()!) ?? "d", array);
                break;
            case Slice slice:
                WriteNested(slice, "slice(", new[] { slice.Start, slice.Stop, slice.Step }, ")");
                break;
            case ProxyReference proxy:
                text.Append(proxy);
                break;
            case PythonGlobal global:
                text.Append(CultureInfo.InvariantCulture, $"<{global.Module}.{global.Name}>");
                break;
            case PythonObject inert when PythonLibrary.UnsignedChars(inert) is { } bytes:
                WriteArray("B", bytes);
                break;
            case PythonObject inert:
                WriteObject(inert);
                break;
            case Complex or decimal or Guid or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan:
                WriteLibraryValue(value);
                break;
            case IFormattable formattable:
                text.Append(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private void WriteArray(string letter, ICollection items)
    {
        text.Append(CultureInfo.InvariantCulture, $"array('{letter}'");
        if (items.Count > 0)
            WriteNested(items, ", [", items, "]");
        text.Append(')');
    }

    private void WriteNested(object value, string start, IEnumerable items, string end)
    {
        if (!open.Add(value))
        {
            text.Append(value is PythonTuple ? "(...)" : "[...]");
            return;
        }

        text.Append(start);
        WritePart(value, items, static (text, items) => text.WriteItems(items));
        text.Append(end);
        open.Remove(value);
    }

    private void WritePart<T>(object value, T part, Action<PythonText, T> write)
    {
        RequestWork.Enter(value, "while getting the repr of an object");
        try
        {
            write(this, part);
        }
        finally
        {
            RequestWork.Leave();
        }
    }

    private void WriteItems(IEnumerable items)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                text.Append(", ");
            isFirst = false;
            Write(item);
        }
    }

    private void WritePairs(Dictionary<object, object?> pairs)
    {
        if (!open.Add(pairs))
        {
            text.Append("{...}");
            return;
        }

        text.Append('{');
        WritePart(pairs, pairs, static (text, pairs) => text.WriteItems(pairs));
        text.Append('}');
        open.Remove(pairs);
    }

    private void WriteItems(Dictionary<object, object?> pairs)
    {
        var isFirst = true;
        foreach (var (key, value) in pairs)
        {
            if (!isFirst)
                text.Append(", ");
            isFirst = false;
            Write(key);
            text.Append(": ");
            Write(value);
        }
    }

    private void WriteByteArray(List<byte> bytes)
    {
        text.Append("bytearray(");
        WriteBytes([.. bytes], isArray: true);
        text.Append(')');
    }

    // This process does not have the class. Where a call made the object, that call is the best text.
    private void WriteObject(PythonObject inert)
    {
        if (
            inert
            is not {
                Callable: PythonGlobal global,
                Made: Opcode.Reduce,
                States.Count: 0,
                Items.Count: 0,
                Pairs.Count: 0,
                Members.Count: 0
            }
        )
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<{(inert.Callable is PythonGlobal type ? $"{type.Module}.{type.Name}" : "Python")} object>"
            );
            return;
        }

        if (global is not ("builtins", "range") || inert.Arguments is not [_, _, 1])
            WriteNested(inert, $"{global.Name}(", inert.Arguments, ")");
        else
            WriteNested(inert, "range(", inert.Arguments.Take(2), ")");
    }

    private void WriteLibraryValue(object value) =>
        text.Append(
            value switch
            {
                decimal number => string.Create(CultureInfo.InvariantCulture, $"Decimal('{number}')"),
                Guid guid => $"UUID('{guid}')",
                DateTime time => DateTimeText(time, time.Kind == DateTimeKind.Utc ? TimeSpan.Zero : null),
                DateTimeOffset time => DateTimeText(time.DateTime, time.Offset),
                DateOnly date => string.Create(
                    CultureInfo.InvariantCulture,
                    $"datetime.date({date.Year}, {date.Month}, {date.Day})"
                ),
                TimeOnly time => $"datetime.time({TimeText(time.ToTimeSpan())})",
                TimeSpan span => SpanText(span),
                Complex number => ComplexText(number),
                _ => value.ToString(),
            }
        );
}
