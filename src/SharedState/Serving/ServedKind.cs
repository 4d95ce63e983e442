using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Multiprocessing;

namespace SharedState.Serving;

/// <summary>A kind of object that <c>--share</c> makes.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Arguments">What follows its name, such as <c>:PARTIES</c>; in brackets if it can be left out.</param>
/// <param name="Rule">What the arguments are.</param>
/// <param name="Make">
/// Shares an object, given the text after the name and its colon, null if there is none; null if the text is wrong.
/// </param>
internal sealed record ServedKind(
    string Name,
    string Arguments,
    string Rule,
    Func<string?, Action<ManagerServer, string>?> Make
)
{
    private const int LongestArray = 10_000_000;

    private static readonly string Greatest = int.MaxValue.ToString("N0", CultureInfo.InvariantCulture);

    public static IReadOnlyList<ServedKind> All { get; } =
    [
        Plain("list", static (server, name) => server.List<object?>(name)),
        Plain("dict", static (server, name) => server.Dictionary<object, object?>(name)),
        Plain("set", static (server, name) => server.Set<object?>(name)),
        Plain("namespace", static (server, name) => server.Namespace(name)),
        Sized("queue", static (server, name, size) => server.Queue<object?>(name, size)),
        Sized("joinablequeue", static (server, name, size) => server.JoinableQueue<object?>(name, size)),
        Plain("event", static (server, name) => server.Event(name)),
        Plain("lock", static (server, name) => server.Lock(name)),
        Plain("rlock", static (server, name) => server.RLock(name)),
        Counted("semaphore", static (server, name, value) => server.Semaphore(name, value)),
        Counted("boundedsemaphore", static (server, name, value) => server.BoundedSemaphore(name, value)),
        Plain("condition", static (server, name) => server.Condition(name)),
        new(
            "barrier",
            ":PARTIES",
            $"PARTIES is a number from 1 to {Greatest}",
            static text => Number(text) is > 0 and var parties ? (server, name) => server.Barrier(name, parties) : null
        ),
        new("value", ":VALUE", "VALUE is a number, true, false, null or a text in double quotes", MakeValue),
        new(
            "array",
            ":TYPECODE:LENGTH",
            $"TYPECODE is one of b, B, h, H, i, I, q, Q, f and d, and LENGTH a number up to {LongestArray:N0}",
            static text => text?.Split(':') is [var code, var length] ? MakeArray(code, Number(length)) : null
        ),
    ];

    /// <summary>How it is written: <c>barrier:PARTIES</c>.</summary>
    public string Form => Name + Arguments;

    private static ServedKind Plain(string name, Action<ManagerServer, string> share) =>
        new(name, "", "", text => text is null ? share : null);

    private static ServedKind Sized(string name, Action<ManagerServer, string, int> share) =>
        Numbered(name, "MAXSIZE", $"is a number up to {Greatest}; 0 is no limit", 0, share);

    private static ServedKind Counted(string name, Action<ManagerServer, string, int> share) =>
        Numbered(name, "VALUE", $"is a number up to {Greatest}", 1, share);

    private static ServedKind Numbered(
        string name,
        string argument,
        string rule,
        int standard,
        Action<ManagerServer, string, int> share
    ) =>
        new(
            name,
            $"[:{argument}]",
            $"{argument} {rule}",
            text =>
                (text is null ? standard : Number(text)) is { } number
                    ? (server, name) => share(server, name, number)
                    : null
        );

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Action<ManagerServer, string>? MakeValue(string? text)
    {
        try
        {
            using var json = JsonDocument.Parse(text ?? "");
            var value = json.RootElement.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.String => json.RootElement.GetString(),
                JsonValueKind.Number => NumberOf(json.RootElement),
                JsonValueKind.Null => (object?)null,
                _ => throw new JsonException(),
            };
            return (server, name) => server.Value(name, value);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // It is no JSON, or half a surrogate pair.
            return null;
        }
    }

    private static object NumberOf(JsonElement number) =>
        BigInteger.TryParse(number.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i)
            ? i
        : number.GetDouble() is var real && double.IsFinite(real) ? real
        : throw new JsonException();

    private static Action<ManagerServer, string>? MakeArray(string code, int? length) =>
        length is not { } count || count > LongestArray
            ? null
            : code switch
            {
                "b" => (server, name) => server.Array(name, new sbyte[count]),
                "B" => (server, name) => server.Array(name, new byte[count]),
                "h" => (server, name) => server.Array(name, new short[count]),
                "H" => (server, name) => server.Array(name, new ushort[count]),
                "i" => (server, name) => server.Array(name, new int[count]),
                "I" => (server, name) => server.Array(name, new uint[count]),
                "q" => (server, name) => server.Array(name, new long[count]),
                "Q" => (server, name) => server.Array(name, new ulong[count]),
                "f" => (server, name) => server.Array(name, new float[count]),
                "d" => (server, name) => server.Array(name, new double[count]),
                _ => null,
            };
}
