using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Protocol;

/// <summary>
/// XML-RPC, for clients with <c>serializer='xmlrpclib'</c>: plain values, and a tuple becomes a list. CPython's own
/// test suite is its only known user: <c>_TestRemoteManager</c> and <c>_TestManagerRestart</c>, whose <c>SERIALIZER</c>
/// is <c>'xmlrpclib'</c>. This library's clients use pickle only.
/// </summary>
internal sealed class XmlFormat : MessageFormat
{
    // A part that a value contains several times is written each time.
    private const int Longest = 1 << 24;

    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreWhitespace = true,
        IgnoreComments = true,
    };
    private static readonly XmlWriterSettings Writing = new()
    {
        OmitXmlDeclaration = true,
        Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    private long written;

    public override object? Read(ReadOnlySpan<byte> message)
    {
        using var reader = XmlReader.Create(new MemoryStream(message.ToArray()), Reading);
        reader.ReadStartElement("params");
        reader.ReadStartElement("param");
        return ReadValue(reader);
    }

    public override ReadOnlyMemory<byte> Write(object? value)
    {
        written = 0;
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Writing))
        {
            writer.WriteStartElement("params");
            writer.WriteStartElement("param");
            WriteValue(writer, value);
        }

        return stream.ToArray();
    }

    private static object? ReadValue(XmlReader reader)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        reader.ReadStartElement("value");
        if (reader.NodeType != XmlNodeType.Element)
        {
            var text = reader.ReadContentAsString();
            reader.ReadEndElement();
            return text;
        }

        object? value = reader.Name switch
        {
            "array" => ReadArray(reader),
            "struct" => ReadStruct(reader),
            var type => ReadScalar(type, reader.ReadElementContentAsString()),
        };
        reader.ReadEndElement();
        return value;
    }

    private static object? ReadScalar(string type, string text) =>
        type switch
        {
            "nil" => null,
            "boolean" => text == "1",
            "int" or "i4" => int.Parse(text, CultureInfo.InvariantCulture),
            "double" => double.Parse(text, CultureInfo.InvariantCulture),
            "string" => text,
            "base64" => Convert.FromBase64String(text),
            "dateTime.iso8601" => DateTime.ParseExact(text, "yyyyMMdd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            _ => throw new UnpicklingException($"<{type}> is not a type of XML-RPC."),
        };

    private static List<object?> ReadArray(XmlReader reader)
    {
        var items = new List<object?>();
        reader.ReadStartElement("array");
        ReadAll(reader, "data", () => items.Add(ReadValue(reader)));
        reader.ReadEndElement();
        return items;
    }

    private static Dictionary<object, object?> ReadStruct(XmlReader reader)
    {
        var members = new Dictionary<object, object?>(PythonEquality.Comparer);
        ReadAll(
            reader,
            "struct",
            () =>
            {
                reader.ReadStartElement("member");
                var name = reader.ReadElementContentAsString("name", "");
                members[name] = ReadValue(reader);
                reader.ReadEndElement();
            }
        );
        return members;
    }

    private static void ReadAll(XmlReader reader, string element, Action read)
    {
        var isEmpty = reader.IsEmptyElement;
        reader.ReadStartElement(element);
        if (isEmpty)
            return;

        while (reader.NodeType == XmlNodeType.Element)
            read();
        reader.ReadEndElement();
    }

    private void WriteValue(XmlWriter writer, object? value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        written += 16 + ((value as string)?.Length ?? (value as byte[])?.Length ?? 0);
        if (written > Longest)
            throw new PicklingException("it is too long for XML-RPC, which repeats shared parts.");

        writer.WriteStartElement("value");
        switch (value)
        {
            case null:
                writer.WriteElementString("nil", null);
                break;
            case bool truth:
                writer.WriteElementString("boolean", truth ? "1" : "0");
                break;
            case int number:
                writer.WriteElementString("int", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.WriteElementString("double", PythonText.FloatText(number));
                break;
            case string text:
                writer.WriteElementString("string", text);
                break;
            case byte[] when PythonBytes.Of(value) is { } bytes:
                writer.WriteElementString("base64", Convert.ToBase64String(bytes));
                break;
            case DateTime time:
                writer.WriteElementString(
                    "dateTime.iso8601",
                    time.ToString("yyyyMMdd'T'HH:mm:ss", CultureInfo.InvariantCulture)
                );
                break;
            case Dictionary<object, object?> members:
                WriteStruct(writer, members);
                break;
            case IReadOnlyList<object?> items:
                WriteArray(writer, items);
                break;
            case PythonObject error:
                WriteStruct(writer, new() { ["error"] = $"{error.Callable}: {PythonExceptions.TextOf(error)}" });
                break;
            default:
                throw new PicklingException($"{PythonNames.TypeOf(value)} cannot be sent as XML-RPC.");
        }

        writer.WriteEndElement();
    }

    private void WriteArray(XmlWriter writer, IReadOnlyList<object?> items)
    {
        writer.WriteStartElement("array");
        writer.WriteStartElement("data");
        foreach (var item in items)
            WriteValue(writer, item);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void WriteStruct(XmlWriter writer, Dictionary<object, object?> members)
    {
        writer.WriteStartElement("struct");
        foreach (var (name, value) in members)
        {
            writer.WriteStartElement("member");
            writer.WriteElementString(
                "name",
                name as string
                    ?? throw new PicklingException("a dict can be sent as XML-RPC only if its keys are strings.")
            );
            WriteValue(writer, value);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}
