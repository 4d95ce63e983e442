using System.Numerics;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>
/// A request that would work for a long time on a small value is refused, as Python refuses too deep values and too
/// long integers: it holds the lock of its object meanwhile.
/// </summary>
public static class RequestWorkSpecs
{
    private const string TooLong =
        "Exceeds the limit (4300 digits) for integer string conversion; "
        + "use sys.set_int_max_str_digits() to increase the limit";

    private static BigInteger LongNumber { get; } = BigInteger.One << 8_000_000;

    public sealed class OfIntegers
    {
        [Fact]
        public void An_integer_of_4300_digits_has_a_text()
        {
            var number = BigInteger.Pow(10, 4_300) - 1;

            PythonText.Repr(number).Should().Be(new string('9', 4_300));
            PythonText.Str(-number).Should().Be($"-{new string('9', 4_300)}");
        }

        [Fact]
        public void A_longer_one_is_a_ValueError()
        {
            foreach (var number in (BigInteger[])[BigInteger.Pow(10, 4_300), -BigInteger.Pow(10, 4_300), -LongNumber])
            {
                Raised(() => PythonText.Str(number)).Should().Be($"ValueError: {TooLong}");
                Raised(() => PythonText.Repr(new List<object?> { number })).Should().Be($"ValueError: {TooLong}");
            }
        }

        [Fact]
        public void A_list_that_does_not_have_it_says_so_by_that_ValueError()
        {
            var list = new ServedList([LongNumber]);

            Raised(() => Call(list, "index", LongNumber + 1)).Should().Be($"ValueError: {TooLong}");
            Raised(() => list.Str()).Should().Be($"ValueError: {TooLong}");
            Call(list, "index", LongNumber).Should().Be(0);
            Call(new ServedList([LongNumber + 1, LongNumber]), "sort").Should().BeNull();
        }

        [Fact]
        public void A_missing_key_is_a_KeyError_whose_text_is_that_of_the_ValueError()
        {
            var error = Record.Exception(() => Call(EmptyDictionary(), "__getitem__", LongNumber));

            error.Should().BeOfType<PythonError>().Which.Type.Name.Should().Be("KeyError");
            var sent = new PythonObject(
                new PythonGlobal("builtins", "KeyError"),
                Opcode.Reduce,
                PythonTuple.Of((object)LongNumber)
            );
            PythonExceptions.FromPython(sent)!.Message.Should().StartWith(TooLong);
        }
    }

    public sealed class OfDeepValues
    {
        private static readonly List<object?> Deep = Nested(100_000, below => new List<object?> { below }, 1);

        private static readonly List<object?> OtherDeep = Nested(100_000, below => new List<object?> { below }, 2);

        [Fact]
        public void Their_text_is_a_RecursionError() =>
            Raised(() => PythonText.Repr(Deep))
                .Should()
                .Be("RecursionError: maximum recursion depth exceeded while getting the repr of an object");

        [Theory]
        [InlineData("index")]
        [InlineData("count")]
        [InlineData("remove")]
        [InlineData("__contains__")]
        public void To_look_for_one_is_a_RecursionError(string method) =>
            Raised(() => Call(new ServedList([Deep]), method, OtherDeep))
                .Should()
                .Be("RecursionError: maximum recursion depth exceeded in comparison");

        [Fact]
        public void To_sort_them_is_a_RecursionError() =>
            Raised(() => Call(new ServedList([Deep, OtherDeep]), "sort")).Should().StartWith("RecursionError: ");

        [Fact]
        public void One_as_a_key_is_a_RecursionError() =>
            Raised(() =>
                    Call(EmptyDictionary(), "get", Nested<object?>(100_000, below => PythonTuple.Of(below), leaf: 1))
                )
                .Should()
                .StartWith("RecursionError: ");

        [Fact]
        public void A_value_less_deep_has_them_all()
        {
            var (value, other) = (
                Nested(500, below => new List<object?> { below }, 1),
                Nested(500, below => new List<object?> { below }, 2)
            );
            var list = new ServedList([other, value]);

            PythonText.Repr(value).Should().StartWith("[[[").And.HaveLength(1_001);
            Call(list, "index", value).Should().Be(1);
            Call(list, "sort").Should().BeNull();
            Call(list, "index", value).Should().Be(0);
        }
    }

    public sealed class OfSharedParts
    {
        [Fact]
        public void The_text_of_a_tower_is_a_MemoryError()
        {
            Raised(() => PythonText.Repr(Tower(60, 1))).Should().Be("MemoryError: MemoryError");
            Raised(() => Call(new ServedList([]), "index", Tower(60, 1))).Should().Be("MemoryError: MemoryError");
        }

        [Fact]
        public void The_text_of_one_long_part_many_times_is_a_MemoryError()
        {
            var text = new string('x', 100_000);
            var parts = Enumerable.Repeat((object?)text, 600).ToList();

            Raised(() => PythonText.Repr(parts)).Should().Be("MemoryError: MemoryError");
            PythonText.Repr(parts[..20]).Should().HaveLength(20 * 100_004);
        }

        [Fact]
        public void To_compare_one_long_list_again_and_again_is_a_MemoryError()
        {
            RequestWork.Begin();
            var list = new ServedList(Enumerable.Repeat((object?)Numbers(1, 2_000), 10_000));

            Raised(() => Call(list, "count", Numbers(1, 2_000))).Should().Be("MemoryError: MemoryError");

            RequestWork.Begin();
            Call(list, "index", Numbers(1, 2_000)).Should().Be(0, "the next request begins anew");
        }

        [Fact]
        public void What_has_as_many_parts_as_it_seems_is_worked_on()
        {
            RequestWork.Begin();
            var rows = Enumerable.Range(0, 100_000).Select(i => (object?)Numbers(100_000 - i, 3)).ToList();
            var list = new ServedList(rows);

            PythonComparer
                .AreEqual(rows, Enumerable.Range(0, 100_000).Select(i => (object?)Numbers(100_000 - i, 3)).ToList())
                .Should()
                .BeTrue();
            PythonText.Repr(rows).Length.Should().BeGreaterThan(2_000_000);
            Call(list, "sort").Should().BeNull();
            Call(list, "index", rows[0]).Should().Be(99_999);
        }

        private static List<object?> Tower(int height, int leaf) =>
            Nested(height, below => new List<object?> { below, below }, leaf);

        private static List<object?> Numbers(int from, int count) =>
            [.. Enumerable.Range(from, count).Select(number => (object?)number)];
    }

    [CPython, Linux("Clients connect to a Unix socket.")]
    public sealed class OnAServer
    {
        [Fact]
        public void An_object_without_a_text_leaves_that_of_others()
        {
            using var server = new ServerWithPythonClients();

            server
                .Run(
                    """
                    import sys
                    sys.setrecursionlimit(20000)
                    m = connect()
                    deep = 1
                    for _ in range(1500): deep = [deep]
                    l, good = m.list([deep]), m.list(['good'])
                    for call in (lambda: str(l), lambda: l.index([deep]), lambda: l.sort() or l.count([deep])):
                        try: print(call())
                        except RecursionError as e: print('RecursionError')
                        except ValueError as e: print('ValueError')
                    print("['good']" in m._debug_info(), 'RecursionError' in m._debug_info())
                    """
                )
                .Last()
                .Should()
                .Be("True True");
        }
    }

    private static ServedDictionary EmptyDictionary() =>
        new(new BoundArguments(null!, [new List<object?>(), new Dictionary<object, object?>()]));

    private static T Nested<T>(int depth, Func<object?, T> around, object? leaf)
    {
        var value = around(leaf);
        for (var i = 1; i < depth; i++)
            value = around(value);
        return value;
    }

    private static object? Call(ServedObject shared, string method, params object?[] arguments) =>
        shared.Call(
            method,
            CallArguments.Of(clientThread: null!, PythonTuple.Of(arguments), new Dictionary<object, object?>())
        );

    private static string Raised(Action action) =>
        Record.Exception(action) is PythonError error ? $"{error.Type.Name}: {error.Message}" : "nothing";
}
