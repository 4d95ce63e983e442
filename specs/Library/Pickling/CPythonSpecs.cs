using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Drawing;
using System.Net;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using CsCheck;
using Multiprocessing;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>One format: CPython reads what .NET writes, and the other way round.</summary>
public static partial class CPythonSpecs
{
    [CPython]
    public sealed class InConversation(Interpreter python) : IClassFixture<Interpreter>
    {
        [Theory]
        [MemberData(nameof(WithTheirText))]
        public void CPython_reads_a_value_as_its_Python_equivalent(object value, string text) =>
            python.Evaluate<string>("repr(value)", value).Should().Be(text);

        public static TheoryData<object, string> WithTheirText() =>
            new()
            {
                { 5, "5" },
                { 70_000L, "70000" },
                { (byte)7, "7" },
                { long.MinValue, "-9223372036854775808" },
                { BigInteger.Pow(2, 64), "18446744073709551616" },
                { -BigInteger.Pow(2, 2_100), $"-{BigInteger.Pow(2, 2_100)}" },
                { 1.5f, "1.5" },
                { double.NegativeInfinity, "-inf" },
                { true, "True" },
                { 'é', "'é'" },
                { "a\ud800b", @"'a\ud800b'" },
                { new string('x', 70_000), $"'{new string('x', 70_000)}'" },
                { new byte[] { 1, 255 }, @"b'\x01\xff'" },
                {
                    new List<byte> { 1 },
                    @"bytearray(b'\x01')"
                },
                { new[] { 1, -2 }, "array('i', [1, -2])" },
                { (double[])[1.5], "array('d', [1.5])" },
                { (ulong[])[ulong.MaxValue], "array('Q', [18446744073709551615])" },
                {
                    new List<int> { 1, 2 },
                    "[1, 2]"
                },
                { (object?[])[1, null, "a"], "[1, None, 'a']" },
                {
                    new[,]
                    {
                        { 1, 2 },
                        { 3, 4 },
                    },
                    "[[1, 2], [3, 4]]"
                },
                {
                    (int[][])
                        [
                            [1],
                            [2],
                        ],
                    "[array('i', [1]), array('i', [2])]"
                },
                { (1, "a", (2, 3)), "(1, 'a', (2, 3))" },
                { KeyValuePair.Create(1, 2), "(1, 2)" },
                {
                    new Dictionary<string, int> { ["a"] = 1 },
                    "{'a': 1}"
                },
                {
                    new HashSet<int> { 1 },
                    "{1}"
                },
                {
                    new SortedDictionary<int, int> { [2] = 1, [1] = 1 },
                    "{1: 1, 2: 1}"
                },
                { new Queue<int>(Enumerable.Range(1, 2)), "[1, 2]" },
                { new ConcurrentStack<int>(Enumerable.Range(1, 2)), "[2, 1]" },
                { FrozenSet.Create("a"), "frozenset({'a'})" },
                { ((byte[])[1, 2]).AsMemory(1), @"b'\x02'" },
                { new ArraySegment<double>([1, 2], 1, 1), "array('d', [2.0])" },
                { new Complex(1, 2), "(1+2j)" },
                { 1.50m, "Decimal('1.50')" },
                { Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "UUID('00112233-4455-6677-8899-aabbccddeeff')" },
                { new DateTime(2019, 4, 8, 0, 13, 33), "datetime.datetime(2019, 4, 8, 0, 13, 33)" },
                { new DateTime(1, DateTimeKind.Utc), "datetime.datetime(1, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)" },
                {
                    new DateTimeOffset(2019, 4, 8, 0, 0, 0, TimeSpan.FromHours(-3)),
                    "datetime.datetime(2019, 4, 8, 0, 0, "
                        + "tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=75600)))"
                },
                { new DateOnly(2019, 4, 8), "datetime.date(2019, 4, 8)" },
                { new TimeOnly(1, 2, 3), "datetime.time(1, 2, 3)" },
                { TimeSpan.FromMicroseconds(-1), "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)" },
                { DayOfWeek.Friday, "5" },
                { IPAddress.Parse("fe80::1"), "'fe80::1'" },
                { new IPEndPoint(IPAddress.Loopback, 80), "'127.0.0.1:80'" },
                { new StringBuilder("a"), "'a'" },
                { new Vector3(1, 2, 3), "(1.0, 2.0, 3.0)" },
                { new Plane(1, 2, 3, 4), "((1.0, 2.0, 3.0), 4.0)" },
                { new Rectangle(1, 2, 3, 4), "(1, 2, 3, 4)" },
                { new BitArray([true, false]), "[True, False]" },
            };

        [Theory]
        [InlineData(2)]
        [InlineData(3)]
        [InlineData(4)]
        public void Every_nested_value_comes_back_from_CPython(int protocol) =>
            Nested.Sample(
                value =>
                    PythonEquality.Comparer.Equals(
                        Comparable(python.Evaluate<object?>("value", value, protocol)),
                        Comparable(value)
                    ),
                iter: 300,
                threads: 1
            );

        [Theory]
        [InlineData("fractions.Fraction(1, 3)")]
        [InlineData("collections.OrderedDict(a=1, b=[2])")]
        [InlineData("collections.deque([1, (2, 3)], maxlen=4)")]
        [InlineData("Sample(a=1, b=(2, {3}))")]
        [InlineData("Colour.RED")]
        [InlineData("[range(3), len, Sample]")]
        [InlineData("datetime.datetime(2019, 4, 8, tzinfo=datetime.timezone(datetime.timedelta(seconds=5)))")]
        [InlineData("decimal.Decimal('1.23456789012345678901234567890123456789')")]
        [InlineData("decimal.Decimal('-Infinity')")]
        public void An_object_of_a_class_that_dotnet_does_not_know_comes_back_unchanged(string expression)
        {
            var inert = python.Evaluate<object?>(expression);

            python.Evaluate<bool>($"value == [{expression}]", new List<object?> { inert }).Should().BeTrue();
        }

        [Theory]
        [InlineData(2)]
        [InlineData(3)]
        [InlineData(4)]
        public void A_None_key_is_DBNull_in_dotnet_and_None_again_in_CPython(int protocol)
        {
            var dictionary = python.Evaluate<Dictionary<object, object?>>(
                "{None: 1, (None, 2): None}",
                protocol: protocol
            );

            dictionary
                .Should()
                .Equal(new Dictionary<object, object?> { [DBNull.Value] = 1, [PythonTuple.Of(null, 2)] = null });
            python.Evaluate<bool>("value == {None: 1, (None, 2): None}", dictionary).Should().BeTrue();
        }

        [Fact]
        public void A_key_that_is_None_is_not_a_string() =>
            FluentActions
                .Invoking(() => python.Evaluate<Dictionary<string, int>>("{None: 1}"))
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage("expected string, got None.*");

        [Theory]
        [MemberData(nameof(Arrays))]
        public void An_array_in_any_protocol_or_from_multiprocessing_is_an_array(string letter, object array)
        {
            var expression = $"array.array('{letter}', [1, 100])";

            foreach (var protocol in (int[])[2, 3, 4])
                Same(python.Evaluate<object>(expression, protocol: protocol), array);
            Same(FromMultiprocessing<object>(expression), array);
            Same(
                FromMultiprocessing<object>($"array.array('{letter}')"),
                Array.CreateInstance(array.GetType().GetElementType()!, 0)
            );

            static void Same(object value, object expected) =>
                value.Should().BeOfType(expected.GetType()).And.BeEquivalentTo(expected);
        }

        public static TheoryData<string, object> Arrays() =>
            new()
            {
                { "b", (sbyte[])[1, 100] },
                { "h", (short[])[1, 100] },
                { "H", (ushort[])[1, 100] },
                { "i", (int[])[1, 100] },
                { "I", (uint[])[1, 100] },
                { "q", (long[])[1, 100] },
                { "Q", (ulong[])[1, 100] },
                { "f", (float[])[1, 100] },
                { "d", (double[])[1, 100] },
            };

        [Fact]
        public void An_array_of_unsigned_chars_from_multiprocessing_stays_one_unless_bytes_are_declared()
        {
            const string array = "array.array('B', b'ab')";

            FromMultiprocessing<byte[]>(array).Should().Equal("ab"u8.ToArray());
            FromMultiprocessing<List<int>>(array).Should().Equal('a', 'b');
            python.Evaluate<bool>($"value == {array}", FromMultiprocessing<object>(array)).Should().BeTrue();
        }

        [Fact]
        public void An_alias_and_a_cycle_are_kept_in_CPython()
        {
            var list = new List<object?> { new List<object?>() };
            list.Add(list[0]);
            list.Add(list);

            python.Evaluate<bool>("value[0] is value[1] and value[2] is value", list).Should().BeTrue();
        }

        [Fact]
        public void A_tuple_that_contains_itself_through_a_list_is_kept_in_both()
        {
            var tuple = python.Evaluate<ITuple>("(lambda t: (t[0].append(t), t)[1])(([],))");

            python.Evaluate<bool>("value[0][0] is value", tuple).Should().BeTrue();
        }

        [Fact]
        public void A_message_between_workers_is_well_formed_for_CPython_too()
        {
            var pickle = Pickled.Dump(
                new object[]
                {
                    new RoundTripSpecs.Line("a", 1, 2m),
                    new HashSet<int> { 1 },
                    (1, 2),
                    (decimal[])[1m],
                }
            );

            python
                .Evaluate<string>("next(reversed(list(pickletools.genops(value))))[0].name", pickle)
                .Should()
                .Be("STOP");
        }

        // As multiprocessing pickles what it sends, with its own reductions.
        private T FromMultiprocessing<T>(string expression) =>
            new Unpickler(new RegisteredTypes()).Load<T>(
                python.Evaluate<byte[]>($"bytes(multiprocessing.reduction.ForkingPickler.dumps({expression}))")
            );

        private static Gen<object?> Nested =>
            Gen.Recursive<object?>(
                (depth, nested) =>
                {
                    var scalar = Gen.OneOf(
                        Gen.Int.Select(value => (object?)value),
                        Gen.Long.Select(value => (object?)(value == (int)value ? (int)value : value)),
                        Gen.Double.Where(value => !double.IsNaN(value)).Select(value => (object?)value),
                        Gen.String.Select(value => (object?)value),
                        Gen.Bool.Select(value => (object?)value),
                        Gen.Byte.Array.Select(value => (object?)value),
                        Gen.Const((object?)null)
                    );
                    return depth == 4
                        ? scalar
                        : Gen.OneOf(
                            scalar,
                            nested.List[0, 5].Select(items => (object?)items),
                            nested.Array[0, 5].Select(items => (object?)PythonTuple.Of(items))
                        );
                }
            );

        // Lists are compared by reference, tuples by their items.
        private static object? Comparable(object? value) =>
            value switch
            {
                List<object?> items => PythonTuple.Of(["list", .. items.Select(Comparable)]),
                PythonTuple tuple => PythonTuple.Of([.. tuple.Select(Comparable)]),
                _ => value,
            };
    }
}
