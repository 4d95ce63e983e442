using System.Numerics;
using Multiprocessing;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>
/// A part that a value contains several times is compared, hashed and written once. A tower of lists, each of which
/// contains the one below it twice, is small, and has more leaves than can be counted.
/// </summary>
public static class SharedPartsSpecs
{
    private const int Height = 500;

    [Fact]
    public static void Two_towers_are_equal_at_once()
    {
        PythonComparer.AreEqual(Tower(Lists, 1), Tower(Lists, 1)).Should().BeTrue();
        PythonComparer.AreEqual(Tower(Lists, 1), Tower(Lists, 2)).Should().BeFalse();
        PythonComparer.AreEqual(Tower(Slices, 1), Tower(Slices, 1)).Should().BeTrue();
        PythonComparer.AreEqual(Tower(Objects, 1), Tower(Objects, 1)).Should().BeTrue();
    }

    [Fact]
    public static void A_tower_is_a_key_at_once()
    {
        var keys = new Dictionary<Key, int>(PythonComparer.Instance) { [new(Tower(Tuples, 1))] = 1 };

        keys.Should().ContainKey(new(Tower(Tuples, 1))).And.NotContainKey(new(Tower(Tuples, 2)));
    }

    [Fact]
    public static void A_tower_is_written_floor_by_floor()
    {
        Length(Tower(Lists, 1)).Should().BeLessThan(20 * Height);
        Length(Tower(Tuples, 1)).Should().BeLessThan(20 * Height);
        Length(Tower(Slices, 1)).Should().BeLessThan(20 * Height);
        Length(Tower(Objects, 1)).Should().BeLessThan(30 * Height);
    }

    [Fact]
    public static void A_long_number_that_many_lists_hold_is_written_once()
    {
        var number = (object)BigInteger.Pow(2, 800_000);

        Length(
                new List<object?>
                {
                    new List<object?> { number },
                    new List<object?> { number },
                }
            )
            .Should()
            .BeLessThan(101_000);
    }

    [Fact]
    public static void A_tower_is_too_long_for_a_format_without_shared_parts() =>
        FluentActions
            .Invoking(() => new XmlFormat().Write(Tower(Lists, 1)))
            .Should()
            .Throw<PicklingException>()
            .WithMessage("it is too long for XML-RPC, *");

    private static object? Tower(Func<object?, object?> floor, int leaf) =>
        Enumerable.Range(0, Height).Aggregate((object?)leaf, (below, _) => floor(below));

    private static List<object?> Lists(object? below) => [below, below];

    private static PythonTuple Tuples(object? below) => PythonTuple.Of(below, below);

    private static Slice Slices(object? below) => new(below, below, below);

    private static PythonObject Objects(object? below) =>
        new(new PythonGlobal("shop", "Pair"), Opcode.Reduce, PythonTuple.Of(below, below));

    private static int Length(object? value) => new Pickler(Requests.Types).Dump(value).Length;
}
