using System.Collections;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Serialization;
using System.Text;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>The formatters of framework types, other than collections, of which few programs send any.</summary>
internal static class RarerFormatters
{
    /// <summary>
    /// The formatter of a type, by its short name in <see cref="BuiltInTypes"/>; null for all others.
    /// </summary>
    public static Formatter? Make(PickleTypes types, Type type, string name) =>
        name switch
        {
            "object" or "ValueTuple" => FormatterResolver.MakeFields(types, type),
            "StringBuilder" => MakeText(),
            "BitArray" => MakeBits(),
            "IPAddress" => MakeAddress(),
            "IPEndPoint" => MakeEndPoint(),
            "TimeZoneInfo" => MakeTimeZone(),
            _ when name.StartsWith("Json", StringComparison.Ordinal) => JsonFormatters.Make(name),
            _ => type.IsValueType ? FormatterResolver.MakeFields(types, type) : null,
        };

    private static MadeFormatter<StringBuilder> MakeText() =>
        new(
            static (to, value) =>
            {
                to.Writer.Text(value.ToString());
                to.Writer.Op(Opcode.Tuple1);
            },
            static from => new StringBuilder(Only(from, 1)[0].ToText())
        );

    private static MadeFormatter<BitArray> MakeBits() =>
        new(
            static (to, value) =>
            {
                var bytes = new byte[(value.Length + 7) / 8];
                value.CopyTo(bytes, 0);
                to.Writer.Int(value.Length);
                to.Writer.ByteString(bytes);
                to.Writer.Op(Opcode.Tuple2);
            },
            static from =>
            {
                var bytes = Only(from, 2)[1].ToBytes();
                return new BitArray(bytes) { Length = (int)from[0].ToInt64(0, 8L * bytes.Length, "a number of bits") };
            }
        );

    private static MadeFormatter<IPAddress> MakeAddress() =>
        new(
            static (to, value) =>
            {
                WriteAddress(to, value);
                to.Writer.Op(Opcode.Tuple2);
            },
            static from => ReadAddress(Only(from, 2))
        );

    private static MadeFormatter<IPEndPoint> MakeEndPoint() =>
        new(
            static (to, value) =>
            {
                WriteAddress(to, value.Address);
                to.Writer.Int(value.Port);
                to.Writer.Op(Opcode.Tuple3);
            },
            static from => new IPEndPoint(ReadAddress(Only(from, 3)), from[2].ToInt32())
        );

    // A zone of the system by its name: .NET cannot read most of their rules back. Any other zone by its rules.
    private static MadeFormatter<TimeZoneInfo> MakeTimeZone() =>
        new(
            static (to, value) =>
            {
                var isOfSystem =
                    TimeZoneInfo.TryFindSystemTimeZoneById(value.Id, out var zone) && zone.HasSameRules(value);
                if (!isOfSystem && ReadRules(value.ToSerializedString())?.HasSameRules(value) is not true)
                {
                    throw new PicklingException(
                        "a TimeZoneInfo cannot be sent to another process: it is not a zone of the system, and .NET "
                            + "cannot read its rules back; send its Id."
                    );
                }

                to.Writer.Text(isOfSystem ? value.Id : value.ToSerializedString());
                to.Writer.Bool(isOfSystem);
                to.Writer.Op(Opcode.Tuple2);
            },
            static from =>
            {
                var text = Only(from, 2)[0].ToText();
                var zone = from[1].ToBoolean() ? FindTimeZone(text) : ReadRules(text);
                return zone ?? throw new UnpicklingException("there is no such time zone here.");
            }
        );

    private static TimeZoneInfo? FindTimeZone(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    private static TimeZoneInfo? ReadRules(string text)
    {
        try
        {
            return TimeZoneInfo.FromSerializedString(text);
        }
        catch (SerializationException)
        {
            return null;
        }
    }

    private static void WriteAddress(Pickler to, IPAddress value)
    {
        to.Writer.ByteString(value.GetAddressBytes());
        to.Writer.Int(value.AddressFamily == AddressFamily.InterNetworkV6 ? value.ScopeId : 0);
    }

    private static IPAddress ReadAddress(StackSpan from) =>
        from[0].ToBytes() is { Length: 16 } bytes
            ? new IPAddress(bytes, from[1].ToInt64(0, uint.MaxValue, "a scope"))
            : new IPAddress(from[0].ToBytes());

    private static StackSpan Only(StackSpan arguments, int count) =>
        arguments.Length == count
            ? arguments
            : throw new UnpicklingException($"expected {count} values, got {arguments.Length}.");
}
