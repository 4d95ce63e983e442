using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// JSON in memory, as its text. A node is sent with all that it holds, without what holds it; a document arrives as a
/// new one, which its receiver disposes.
/// </summary>
internal static class JsonFormatters
{
    // As deep as the text can be written.
    private const int Deepest = 1_000;

    private static JsonDocumentOptions Limits => new() { MaxDepth = Deepest };

    public static Formatter? Make(string name) =>
        name switch
        {
            "JsonElement" => new MadeFormatter<JsonElement>(
                static (to, value) => Write(to, "a JsonElement", value.ValueKind, value.WriteTo),
                static from =>
                {
                    if (Text(from).IsNone)
                        return default;
                    using var document = Parse(from);
                    return document.RootElement.Clone();
                }
            ),
            "JsonDocument" => new MadeFormatter<JsonDocument>(
                static (to, value) => Write(to, "a JsonDocument", JsonValueKind.Object, value.WriteTo),
                static from => Parse(from)
            ),
            "JsonObject" => MakeNode<JsonObject>(),
            "JsonArray" => MakeNode<JsonArray>(),
            "JsonValue" => MakeNode<JsonValue>(),
            _ => null,
        };

    private static MadeFormatter<T> MakeNode<T>()
        where T : JsonNode =>
        new(
            static (to, value) =>
                Write(
                    to,
                    TypeName.DisplayOne(typeof(T)),
                    JsonValueKind.Object,
                    writer => value.WriteTo(writer),
                    value.Options?.PropertyNameCaseInsensitive ?? false
                ),
            static from =>
                Node(Text(from).ToBytes(), ignoresCase: from[1].ToBoolean()) as T
                ?? throw new UnpicklingException($"the text is not that of {TypeName.DisplayOne(typeof(T))}.")
        );

    private static void Write(
        Pickler pickler,
        string what,
        JsonValueKind kind,
        Action<Utf8JsonWriter> write,
        bool ignoresCase = false
    )
    {
        if (kind == JsonValueKind.Undefined)
        {
            pickler.Writer.Op(Opcode.None);
        }
        else
        {
            var text = TextOf(what, write);
            if (what == "a JsonValue" && text is [(byte)'{' or (byte)'[', ..])
                throw Refusal(what, "it holds an object of .NET: make a JsonObject or JsonArray of it.");
            pickler.Writer.ByteString(text);
        }

        pickler.Writer.Bool(ignoresCase);
        pickler.Writer.Op(Opcode.Tuple2);
    }

    private static ReadOnlySpan<byte> TextOf(string what, Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(text, new JsonWriterOptions { MaxDepth = Deepest });
            write(writer);
        }
        catch (Exception e)
            when (e is InvalidOperationException or ArgumentException or NotSupportedException or JsonException)
        {
            throw Refusal(what, $"it cannot be written as JSON. {e.Message}", e);
        }

        return text.WrittenSpan;
    }

    private static PicklingException Refusal(string what, string reason, Exception? cause = null)
    {
        var text = $"{what} cannot be sent to another process: {reason}";
        return cause is null ? new PicklingException(text) : new PicklingException(text, cause);
    }

    private static ref readonly StackValue Text(StackSpan from)
    {
        if (from.Length != 2)
            throw new UnpicklingException($"expected a text and an option, got {from.Length} values.");
        return ref from[0];
    }

    private static JsonDocument Parse(StackSpan from)
    {
        var text = Text(from).ToBytes();
        return Read(() => JsonDocument.Parse(text, Limits));
    }

    private static JsonNode? Node(byte[] text, bool ignoresCase) =>
        Read(() => JsonNode.Parse(text, new JsonNodeOptions { PropertyNameCaseInsensitive = ignoresCase }, Limits));

    private static T Read<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException e)
        {
            throw new UnpicklingException($"the text is not JSON: {e.Message}", e);
        }
    }
}
