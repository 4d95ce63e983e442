using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Protocol;

/// <summary>
/// A fast path for the two messages of almost every call, <c>(id, method, args, {})</c> and <c>('#RETURN', value)</c>:
/// their constant parts are copied instead of pickled. They are ordinary pickles that any peer can read.
/// </summary>
internal static class CallFormat
{
    private const int LongestName = 80;

    private static ReadOnlySpan<byte> RequestBegins => [Opcode.Proto, 4, Opcode.Mark];

    private static ReadOnlySpan<byte> ReturnBegins =>
        [
            Opcode.Proto,
            4,
            Opcode.ShortBinUnicode,
            7,
            (byte)'#',
            (byte)'R',
            (byte)'E',
            (byte)'T',
            (byte)'U',
            (byte)'R',
            (byte)'N',
        ];

    /// <summary>Appends a call without keyword arguments.</summary>
    /// <exception cref="PicklingException">An argument cannot be pickled.</exception>
    public static void WriteRequest(
        Pickler pickler,
        PickleWriter into,
        string id,
        string method,
        ReadOnlySpan<object?> arguments
    )
    {
        into.Raw(RequestBegins);
        into.Text(id);
        into.Text(method);
        byte tuple = arguments.Length switch
        {
            0 => Opcode.EmptyTuple,
            1 => Opcode.Tuple1,
            2 => Opcode.Tuple2,
            3 => Opcode.Tuple3,
            _ => Opcode.Tuple,
        };
        pickler.Dump(
            tuple == Opcode.Tuple ? [Opcode.Mark] : [],
            arguments,
            [tuple, Opcode.EmptyDict, Opcode.Tuple, Opcode.Stop],
            into
        );
    }

    /// <summary>Appends the answer with what a method returned.</summary>
    /// <exception cref="PicklingException">The value cannot be pickled.</exception>
    public static void WriteReturn(Pickler pickler, PickleWriter into, object? value) =>
        pickler.Dump(ReturnBegins, [value], [Opcode.Tuple2, Opcode.Stop], into);

    /// <summary>Reads a request; one with another beginning as an ordinary pickle.</summary>
    public static object? ReadRequest(
        Unpickler unpickler,
        ReadOnlySpan<byte> message,
        ref LastText id,
        ref LastText method
    )
    {
        var at = RequestBegins.Length;
        return
            message.StartsWith(RequestBegins)
            && TakeText(message, ref at, out var first)
            && TakeText(message, ref at, out var second)
            ? unpickler.Load<object?>(message, at, hasMark: true, id.Of(first), method.Of(second))
            : unpickler.Load<object?>(message);
    }

    /// <summary>Reads an answer; one with another beginning as an ordinary pickle.</summary>
    public static PythonTuple ReadAnswer(Unpickler unpickler, ReadOnlySpan<byte> message) =>
        message.StartsWith(ReturnBegins)
        && message.Length > ReturnBegins.Length
        && message[ReturnBegins.Length] != Opcode.Memoize
            ? unpickler.Load<PythonTuple>(message, ReturnBegins.Length, hasMark: false, "#RETURN")
            : unpickler.Load<PythonTuple>(message);

    // A text that is memoized comes from another pickler, whose later memo numbers count from it.
    private static bool TakeText(ReadOnlySpan<byte> message, ref int at, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (at + 2 > message.Length || message[at] != Opcode.ShortBinUnicode)
            return false;

        var length = message[at + 1];
        if (
            length > LongestName
            || at + 2 + length >= message.Length
            || message[at + 2 + length] is Opcode.Memoize or Opcode.BinPut or Opcode.LongBinPut
        )
        {
            return false;
        }

        text = message.Slice(at + 2, length);
        at += 2 + length;
        return true;
    }

    /// <summary>A cache of one text, for texts that are likely to repeat.</summary>
    public struct LastText
    {
        private byte[]? bytes;
        private string? text;

        /// <summary>The text of UTF-8 bytes.</summary>
        public string Of(ReadOnlySpan<byte> encoded)
        {
            if (bytes is not null && encoded.SequenceEqual(bytes))
                return text!;

            text = Text.Decode(encoded);
            bytes = encoded.ToArray();
            return text;
        }
    }
}
