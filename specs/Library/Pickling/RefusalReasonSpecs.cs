using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Multiprocessing;
using Multiprocessing.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>
/// A refusal says what the value is and what to send instead; the README has the table of the reasons.
/// </summary>
public static partial class RefusalReasonSpecs
{
    public sealed class Log : MemoryStream;

    public sealed class Basket : List<int>;

    [Theory]
    [MemberData(nameof(Refused))]
    public static void A_value_is_refused_with_its_own_reason(object value, string reason)
    {
        var refusal = FluentActions
            .Invoking(() => Pickled.Dump(new object[] { value }))
            .Should()
            .Throw<PicklingException>()
            .Which;

        refusal.Path.Should().StartWith("object[][0]");
        refusal.Message.Should().Contain("cannot be sent to another process: ").And.Contain(reason);
    }

    public static TheoryData<object, string> Refused() =>
        new()
        {
            { ((int[])[1]).Where(item => item > 0), "it is a query, which runs when it is enumerated; call ToArray()" },
            { Enumerable.Range(0, 3).Select(item => $"{item}"), "it is a query" },
            { ((int[])[1]).OrderBy(item => item), "it is a query" },
            { ((int[])[1]).GroupBy(item => item), "it is a query" },
            { ((int[])[1]).AsQueryable(), "it is a query" },
            { Sequence(), "it is a sequence made by yield; call ToArray() or ToList(), and send that." },
            { Enumerator(), "it is an enumerator; send the collection." },
            { new Dictionary<int, int>().Keys, "this collection; call ToArray() or ToList()" },
            { new ObservableCollection<int>(), "this collection; call ToArray() or ToList()" },
            { new List<int>().GetEnumerator(), "it is an enumerator; send the collection." },
            { new Action(() => { }), "pass a function only as the one that a child or a pool runs." },
            { Task.CompletedTask, "it is a task, which only this process completes; await it" },
            { new ValueTask<int>(1), "it is a task" },
            { Async(), "it is a task" },
            { AsyncSequence(), "it is an asynchronous sequence; collect its items in a list, and send that." },
            { CancellationToken.None, "it is cancelled in this process only; use an event of a Manager" },
            { new CancellationTokenSource(), "it is cancelled in this process only" },
            { new MemoryStream(), "it is a stream, which is open in this process only; send its bytes" },
            { new StringReader("a"), "it is a stream" },
            { new Log(), "it derives from MemoryStream: it is a stream" },
            { new Basket(), "it derives from List<int>, whose fields are internal to .NET; hold one in a field" },
            { new FileInfo("a"), "send its FullName." },
            { (nint)1, "it is an address or a handle, which means something in this process only." },
            { new Microsoft.Win32.SafeHandles.SafeFileHandle(), "it is a handle, which means something" },
            { Thread.CurrentThread, "it is a thread of this process." },
            {
                new SemaphoreSlim(1),
                "it synchronizes the threads of one process; use a lock, event or queue of a Manager"
            },
            { new ManualResetEvent(false), "it synchronizes the threads of one process" },
            { System.Diagnostics.Process.GetCurrentProcess(), "it is a handle of a process; send its Id." },
            { new Lazy<int>(() => 1), "its function cannot be sent; send its Value." },
            { new WeakReference(1), "send its Target." },
            { new Random(1), "create one in the other process; send a seed." },
            { new Regex("a"), "send its pattern and options." },
            { System.Globalization.CultureInfo.InvariantCulture, "send its Name." },
            { System.Text.Encoding.UTF8, "send its WebName." },
            { typeof(string).GetMethod("Trim", [])!, "send the Type that it is a part of, and its name." },
            { typeof(string).Assembly, "send its FullName." },
            { System.Linq.Expressions.Expression.Constant(1), "it is an expression" },
            { System.Threading.Channels.Channel.CreateUnbounded<int>(), "pickling knows no form of it" },
            { StringComparer.InvariantCulture, "only ordinal comparers and classes of your program" },
        };

    [Fact]
    public static void A_pool_is_refused_without_its_private_fields()
    {
        using var pool = new ProcessPool(new() { Workers = 1 });

        FluentActions
            .Invoking(() => Pickled.Dump(new object[] { pool }))
            .Should()
            .Throw<PicklingException>()
            .WithMessage(
                "object[][0]: a ProcessPool cannot be sent to another process: it belongs to the process that started "
                    + "it; create one where it is used, or send results."
            );
    }

    [Fact]
    public static void Every_reason_is_in_the_table_of_the_README()
    {
        var source = SourceTree.Checkout.Read("src/Multiprocessing/Pickling/Formatters/RefusalReasons.cs");
        var readme = Spaces().Replace(SourceTree.Checkout.Read("src/Multiprocessing/Pickling/README.md"), " ");

        var reasons = Reason().Matches(source).Select(match => match.Groups[1].Value).Distinct().ToList();

        reasons.Should().HaveCountGreaterThan(25).And.AllSatisfy(reason => readme.Should().Contain(reason));
    }

    [Fact]
    public static void A_managers_socket_gives_the_same_reason() =>
        FluentActions
            .Invoking(() => new Pickler(new RegisteredTypes()).Dump(new object[] { Task.CompletedTask }).ToArray())
            .Should()
            .Throw<PicklingException>()
            .WithMessage("*it is a task, which only this process completes; await it, and send its result.");

    [Theory]
    [MemberData(nameof(RefusedForPython))]
    public static void A_managers_socket_says_what_to_send_of_what_Python_does_not_have(object value, string reason) =>
        FluentActions
            .Invoking(() =>
                new Pickler(new RegisteredTypes { SendsAnyClass = true }).Dump(new object[] { value }).ToArray()
            )
            .Should()
            .Throw<PicklingException>()
            .WithMessage($"object[][0]: * cannot be sent to another process: {reason}");

    public static TheoryData<object, string> RefusedForPython() =>
        new()
        {
            { JsonNode.Parse("{}")!, "Python has no JSON objects; send its text, or a dictionary, *" },
            { JsonNode.Parse("[]")!, "Python has no JSON objects; send its text, *" },
            { JsonNode.Parse("1")!, "Python has no JSON objects; send its text, *" },
            { JsonElement.Parse("{}"), "Python has no JSON objects; send its text, *" },
            { System.Drawing.Color.Red, "Python has no colours; send its ToArgb() or its name." },
            { TimeZoneInfo.Utc, "Python's time zones have no common form; send its Id." },
            { 1..2, "Python has no such type; send its numbers." },
            { typeof(int), "Python does not have the class; send its name." },
            { Sequence(), "it is a sequence made by yield; call ToArray() or ToList(), and send that." },
        };

    private static IEnumerable<int> Sequence()
    {
        yield return 1;
    }

    private static IEnumerator<int> Enumerator()
    {
        yield return 1;
    }

    private static async IAsyncEnumerable<int> AsyncSequence()
    {
        await Task.Yield();
        yield return 1;
    }

    private static async Task<int> Async()
    {
        await Task.Yield();
        return 1;
    }

    // A sentence that ends a line of the source.
    [GeneratedRegex("\"([a-z][^\"]* [^\"]*\\.)\"")]
    private static partial Regex Reason();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
