using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;
using CsCheck;
using Multiprocessing.Pickling;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>
/// A copy is equal to the original and has its type. Post §2: an argument is a copy with the same content (S2.02).
/// </summary>
public static class RoundTripSpecs
{
    public enum Size : ulong
    {
        Small = 1,
        Huge = ulong.MaxValue,
    }

    public sealed record Line(string Product, int Count, decimal Price);

    public readonly record struct Point(double X, double Y);

    public class Animal(string name)
    {
        private readonly int _legs = name.Length;

        public string Name => name;

        public int Legs => _legs;
    }

    public sealed class Dog(string name, Animal? friend) : Animal(name)
    {
        [NonSerialized]
        private readonly IntPtr _handle = 5;

        public Animal? Friend => friend;

        public IntPtr Handle => _handle;
    }

    public sealed class OfScalars
    {
        [Fact]
        public void Every_integer_keeps_its_value_and_type() =>
            Gen.OneOf<object>(
                    Gen.Int.Select(value => (object)value),
                    Gen.Long.Select(value => (object)value),
                    Gen.Byte.Select(value => (object)value),
                    Gen.SByte.Select(value => (object)value),
                    Gen.Short.Select(value => (object)value),
                    Gen.UShort.Select(value => (object)value),
                    Gen.UInt.Select(value => (object)value),
                    Gen.ULong.Select(value => (object)value)
                )
                .Sample(Comes_back);

        [Fact]
        public void Every_long_keeps_its_value_where_its_type_is_declared() =>
            Gen.Long.Sample(value => Pickled.Copy(value) == value);

        [Fact]
        public void Every_double_keeps_its_bits() =>
            Gen.Double.Sample(value =>
                BitConverter.DoubleToInt64Bits(Pickled.Copy(value)) == BitConverter.DoubleToInt64Bits(value)
            );

        [Fact]
        public void Every_string_keeps_its_characters() =>
            Gen.String[Gen.Char, 0, 400].Sample(value => Pickled.Copy(value) == value);

        [Fact]
        public void Every_decimal_keeps_its_scale() =>
            Gen.Decimal.Sample(value => decimal.GetBits(Pickled.Copy(value)).SequenceEqual(decimal.GetBits(value)));

        [Fact]
        public void Every_time_keeps_its_ticks_and_kind() =>
            Gen.DateTime.Sample(value =>
                Pickled.Copy(DateTime.SpecifyKind(value, DateTimeKind.Utc)) is { Kind: DateTimeKind.Utc } copy
                && copy.Ticks == value.Ticks
            );

        [Theory]
        [MemberData(nameof(Scalars))]
        public void A_value_keeps_its_type_where_none_is_declared(object value) => Comes_back(value).Should().BeTrue();

        public static TheoryData<object> Scalars() =>
            [
                true,
                'x',
                (Half)1.5,
                2.5f,
                1.50m,
                Size.Huge,
                DayOfWeek.Friday,
                Int128.MinValue,
                UInt128.MaxValue,
                BigInteger.Pow(-7, 900),
                BigInteger.One,
                new Complex(1, -2),
                Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
                TimeSpan.FromTicks(-1),
                DateOnly.MaxValue,
                TimeOnly.MaxValue,
                new DateTimeOffset(2019, 4, 8, 0, 13, 33, TimeSpan.FromHours(8)),
                new Version(1, 2, 3),
                new Uri("http://example.org/a b"),
                ^3,
                1..^2,
                new System.Text.Rune('é'),
                DBNull.Value,
                typeof(Dictionary<string, Line[]>),
                typeof(FileInfo),
                ValueTuple.Create(),
                new Vector2(1, -0f),
                new Quaternion(1, 2, 3, 4),
                new Plane(1, 2, 3, 4),
                new Matrix3x2(1, 2, 3, 4, 5, 6),
                System.Drawing.Color.CornflowerBlue,
                System.Drawing.Color.FromArgb(1, 2, 3, 4),
                System.Drawing.Color.Empty,
                new System.Drawing.Rectangle(1, -2, 3, 4),
                System.Net.IPAddress.Loopback,
                System.Net.IPAddress.Parse("fe80::1%7"),
                new System.Net.IPEndPoint(System.Net.IPAddress.IPv6Any, 443),
                TimeZoneInfo.Utc,
            ];

        private static bool Comes_back(object value) =>
            Pickled.Copy(value) is { } copy
            && copy.Equals(value)
            && BuiltInTypes.Published(copy.GetType()) == BuiltInTypes.Published(value.GetType());
    }

    public sealed class OfCollections
    {
        [Fact]
        public void Every_array_of_numbers_comes_back() =>
            Gen.Int.Array.Sample(value => Pickled.Copy(value).SequenceEqual(value));

        [Fact]
        public void Every_list_of_records_comes_back() =>
            Gen.Select(Gen.String, Gen.Int, Gen.Decimal, (product, count, price) => new Line(product, count, price))
                .List.Sample(value => Pickled.Copy(value).SequenceEqual(value));

        [Fact]
        public void Every_dictionary_comes_back() =>
            Gen.Dictionary(Gen.String, Gen.Double.Array)
                .Sample(value =>
                    Pickled.Copy(value) is { } copy
                    && copy.Count == value.Count
                    && value.All(pair => copy[pair.Key].SequenceEqual(pair.Value))
                );

        [Theory]
        [MemberData(nameof(Collections))]
        public void A_collection_keeps_its_type_where_none_is_declared(object value)
        {
            var copy = Pickled.Copy(value);

            copy.Should().BeOfType(value.GetType());
            copy.Should().BeEquivalentTo(value, options => options.WithStrictOrdering());
        }

        public static TheoryData<object> Collections() =>
            [
                new[] { 1, -2 },
                new[] { 1.5, double.NaN },
                new[] { true, false },
                "né\0".ToCharArray(),
                new byte[300],
                new[] { Size.Huge },
                new sbyte[] { -1 },
                new[] { 1m, 2.50m },
                new[] { DateTime.UnixEpoch },
                new string?[] { "a", null },
                new object?[] { 1, "a", 2L, null, 'c' },
                new int?[] { 1, null },
                new[,]
                {
                    { 1, 2, 3 },
                    { 4, 5, 6 },
                },
                new[,]
                {
                    { "a" },
                    { "b" },
                },
                new int[2, 0, 3],
                new[] { [1], new[] { 2, 3 } },
                new List<int> { 1, 2 },
                new List<object?> { 1, "a", null },
                new List<byte> { 1, 2 },
                new List<bool> { true },
                new List<DateTime> { DateTime.UnixEpoch },
                new List<string> { "a" },
                new Dictionary<int, string> { [1] = "a" },
                new Dictionary<object, object?> { [1] = 1L, ["a"] = null },
                new HashSet<string> { "a", "b" },
                new Queue<int>([1, 2]),
                new Stack<int>([1, 2]),
                new LinkedList<string>(["a", "b"]),
                new SortedDictionary<int, int> { [2] = 1, [1] = 2 },
                new SortedList<int, string> { [1] = "a" },
                new SortedSet<int> { 2, 1 },
                (1, "a"),
                (1, 2, 3, 4, 5, 6, 7, 8, 9),
                Tuple.Create(1, "a"),
                KeyValuePair.Create("a", 1),
                ImmutableArray.Create(1, 2),
                ImmutableList.Create("a"),
                ImmutableHashSet.Create(1),
                Array.AsReadOnly([1, 2]),
                ImmutableDictionary.Create<string, int>().Add("a", 1),
                ImmutableQueue.Create(1, 2),
                ImmutableStack.Create(1, 2),
                ImmutableSortedSet.Create(2, 1),
                ImmutableSortedDictionary.Create<int, string?>().Add(2, null).Add(1, "a"),
                new ConcurrentQueue<string?>(["b", null, "a"]),
                new ConcurrentStack<string?>(["b", null, "a"]),
                new ConcurrentBag<int> { 1, 2, 3 },
                new ConcurrentDictionary<string, int?> { ["a"] = 1, ["b"] = null },
                new ArraySegment<int>([0, 1, 2, 3], 1, 2),
                new BitArray([true, false, true]),
                new List<(int, string)> { (1, "a") },
                new (int, Point)[] { (1, new Point(1, 2)) },
            ];

        [Fact]
        public void A_dictionary_keeps_its_comparer() =>
            Pickled
                .Copy(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["A"] = 1 })["a"]
                .Should()
                .Be(1);

        [Fact]
        public void A_list_longer_than_one_batch_comes_back_whole() =>
            Pickled
                .Copy(Enumerable.Range(0, 2_500).Select(i => $"{i}").ToArray())
                .Should()
                .Equal(Enumerable.Range(0, 2_500).Select(i => $"{i}"));
    }

    public sealed class OfClasses
    {
        [Fact]
        public void Private_fields_and_fields_of_base_classes_are_copied()
        {
            var copy = Pickled.Copy(new Dog("Rex", friend: new Animal("Ant")));

            copy.Should()
                .BeEquivalentTo(
                    new
                    {
                        Name = "Rex",
                        Legs = 3,
                        Friend = new { Name = "Ant", Legs = 3 },
                    }
                );
        }

        [Fact]
        public void A_field_marked_NonSerialized_is_not_copied() =>
            Pickled.Copy(new Dog("Rex", friend: null)).Handle.Should().Be(IntPtr.Zero);

        [Fact]
        public void A_value_declared_as_its_base_class_keeps_its_class() =>
            Pickled.Copy<Animal>(new Dog("Rex", null)).Should().BeOfType<Dog>();

        [Fact]
        public void Records_are_copied_alike_by_reflection_and_by_compiled_code()
        {
            var lines = Enumerable.Range(0, 3_000).Select(i => new Line($"p{i}", i, i / 100m)).ToArray();

            Pickled.Copy(lines).Should().Equal(lines);
        }

        [Fact]
        public void Structs_are_copied_alike_by_reflection_and_by_compiled_code()
        {
            var points = Enumerable
                .Range(0, 3_000)
                .Select(i => (i, new Point(i, -i), i % 2 == 0 ? null : (float?)i))
                .ToArray();

            Pickled.Copy(points).Should().Equal(points);
        }
    }
}
