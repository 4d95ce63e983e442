using CsCheck;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling.Python;
using SharedStateSpecs.Library.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>The text of a value in a server is the one that Python gives it.</summary>
[CPython]
public sealed class PythonTextSpecs(Interpreter python) : IClassFixture<Interpreter>
{
    [Theory]
    [InlineData("decimal.Decimal('1.50')")]
    [InlineData("uuid.UUID(int=5)")]
    [InlineData("datetime.datetime(2019, 4, 8, 1, 2, 3, 4)")]
    [InlineData("datetime.datetime(2019, 4, 8, tzinfo=datetime.timezone.utc)")]
    [InlineData(
        "[datetime.timedelta(-1, 5, 6), datetime.timedelta(0), datetime.date(2019, 4, 8), datetime.time(1, 2)]"
    )]
    [InlineData("[1+2j, complex(0, -1.5), complex('inf')]")]
    [InlineData("[range(3), range(1, 9, 2), slice(1, None, 2)]")]
    [InlineData("[bytearray(b\"a'\"), b'\\x00\\'\"', {1}, set(), frozenset(), frozenset([1]), (1,)]")]
    [InlineData("array.array('i', [1, 2])")]
    [InlineData(
        "[array.array('b', [1, -2]), array.array('H', [1, 2]), array.array('I', [1, 2]), array.array('Q', [1, 2])]"
    )]
    [InlineData("(lambda l: (l.append(l), l)[1])([1])")]
    public void A_value_of_Pythons_library(string expression) =>
        PythonText
            .Repr(python.Evaluate<object?>(expression))
            .Should()
            .Be(python.Evaluate<string>($"repr({expression})"));

    [Fact]
    public void Every_float() =>
        Gen
            .Double.Where(value => !double.IsNaN(value))
            .Array[200]
            .Sample(
                values =>
                    PythonText.Repr(values.Cast<object?>().ToList())
                    == python.Evaluate<string>("repr(value)", values.Cast<object?>().ToList()),
                iter: 20,
                threads: 1
            );

    [Fact]
    public void Every_string() =>
        Gen
            .String.Where(IsKnownToAllVersions)
            .Array[50]
            .Sample(
                values =>
                    PythonText.Repr(PythonTuple.Of(values))
                    == python.Evaluate<string>("repr(value)", PythonTuple.Of(values)),
                iter: 20,
                threads: 1
            );

    // Which characters are printable depends on the version of Unicode; for these it has never changed.
    private static bool IsKnownToAllVersions(string text) =>
        text.All(static character => character < 0x250 || char.IsSurrogate(character));
}
