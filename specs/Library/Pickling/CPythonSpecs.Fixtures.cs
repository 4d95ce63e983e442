using System.Numerics;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace SharedStateSpecs.Library.Pickling;

public static partial class CPythonSpecs
{
    public sealed class FromFixtures
    {
        [Theory]
        [MemberData(nameof(Names))]
        public void Every_value_that_CPython_pickled_has_its_dotnet_equivalent(string name)
        {
            var values = new Unpickler(new RegisteredTypes()).Load<Dictionary<string, object>>(Fixture.Bytes(name));

            foreach (var (kind, equivalents) in Equivalents)
            {
                values[kind]
                    .Should()
                    .BeEquivalentTo(
                        equivalents,
                        options => options.WithStrictOrdering().RespectingRuntimeTypes(),
                        kind
                    );
            }
        }

        [Theory]
        [MemberData(nameof(Names))]
        public void Aliases_cycles_and_tuples_as_keys_are_kept(string name)
        {
            var values = new Unpickler(new RegisteredTypes()).Load<Dictionary<string, object>>(Fixture.Bytes(name));

            values["aliases"]
                .Should()
                .BeOfType<List<object?>>()
                .Which.Distinct(ReferenceEqualityComparer.Instance)
                .Should()
                .ContainSingle();
            values["cycle"]
                .Should()
                .BeOfType<List<object?>>()
                .Which.Should()
                .ContainSingle()
                .Which.Should()
                .BeSameAs(values["cycle"]);
            values["dict"]
                .Should()
                .BeOfType<Dictionary<object, object?>>()
                .Which.Should()
                .ContainKey(PythonTuple.Of(1, "x"));
        }

        [Theory]
        [MemberData(nameof(Names))]
        public void What_dotnet_does_not_know_stays_inert(string name)
        {
            var values = new Unpickler(new RegisteredTypes()).Load<Dictionary<string, object>>(Fixture.Bytes(name));

            values["inert"]
                .Should()
                .BeOfType<List<object?>>()
                .Which.Select(item => item!.ToString())
                .Should()
                .Equal(
                    "an object of Python's fractions.Fraction",
                    "an object of Python's collections.OrderedDict",
                    "an object of Python's collections.deque",
                    "Python's collections.Counter",
                    "an object of Python's builtins.KeyError",
                    "an object of Python's builtins.range",
                    "an object of Python's decimal.Decimal"
                );
        }

        public static TheoryData<string> Names() => [.. Fixture.Pickles];

        private static Dictionary<string, object> Equivalents =>
            new()
            {
                ["integers"] = new object[]
                {
                    0,
                    255,
                    256,
                    65535,
                    65536,
                    -1,
                    int.MaxValue,
                    int.MinValue,
                    1L << 31,
                    long.MaxValue,
                    long.MinValue,
                    BigInteger.Pow(2, 63),
                    -BigInteger.Pow(2, 2_100),
                },
                ["floats"] = new object[] { 0.0, -1.5, 1e300, double.PositiveInfinity },
                ["constants"] = new object?[] { null, true, false },
                ["texts"] = new object[] { "", "né", "\U0001f40d", "\ud800", new string('x', 300) },
                ["bytes"] = new object[]
                {
                    Array.Empty<byte>(),
                    new byte[] { 0, 255 },
                    Enumerable.Repeat((byte)'x', 300).ToArray(),
                    new List<byte>("ab"u8.ToArray()),
                },
                ["tuples"] = new[]
                {
                    PythonTuple.Empty,
                    PythonTuple.Of(1),
                    PythonTuple.Of(1, 2),
                    PythonTuple.Of(1, 2, 3),
                    PythonTuple.Of(1, 2, 3, 4),
                },
                ["sets"] = new object[]
                {
                    new HashSet<object?> { 1, 2 },
                    new FrozenItems([1, 2]),
                    new HashSet<object?>(),
                    new FrozenItems([]),
                },
                ["others"] = new object[] { new Complex(1, 2), new Slice(1, null, 2) },
                ["arrays"] = new object[]
                {
                    new sbyte[] { -1 },
                    new[] { 1, -2 },
                    new[] { 1L << 40 },
                    new[] { 1.5 },
                    new byte[] { 7 },
                },
                ["times"] = new object[]
                {
                    new DateTime(2019, 4, 8, 0, 13, 33).AddMicroseconds(5),
                    new DateOnly(2019, 4, 8),
                    new TimeOnly(1, 2, 3, 0, 4),
                    new TimeSpan(-1, 0, 0, 5, 0, 6),
                    new DateTimeOffset(2019, 4, 8, 0, 0, 0, TimeSpan.Zero),
                    new DateTimeOffset(2019, 4, 8, 0, 0, 0, TimeSpan.FromHours(8)),
                },
                ["numbers"] = new object[] { 1.50m, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
                ["long list"] = Enumerable.Range(0, 3_000).ToArray(),
            };
    }
}
