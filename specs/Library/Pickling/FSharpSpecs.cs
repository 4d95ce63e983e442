using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>The types of FSharp.Core, which the library does not refer to, with the one of the SDK.</summary>
[WithFSharp]
public static class FSharpSpecs
{
    private const string Core = "Microsoft.FSharp.Core";
    private const string Collections = "Microsoft.FSharp.Collections";

    // The SDK is next to the shared runtimes that it installed.
    private static string? CorePath { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../sdk"))
            is var sdks
        && Directory.Exists(sdks)
            ? Directory
                .GetDirectories(sdks)
                .Select(sdk => Path.Combine(sdk, "FSharp", "FSharp.Core.dll"))
                .Where(File.Exists)
                .Max()
            : null;

    private static Assembly FSharp => AssemblyLoadContext.Default.LoadFromAssemblyPath(CorePath!);

    [Fact]
    public static void Unions_come_back_equal()
    {
        object?[] values =
        [
            Call($"{Core}.FSharpOption`1", [typeof(int)], "Some", 5),
            Call($"{Core}.FSharpValueOption`1", [typeof(string)], "NewValueSome", "a"),
            Call($"{Core}.FSharpResult`2", [typeof(int), typeof(string)], "NewError", "no"),
            Call($"{Core}.FSharpChoice`2", [typeof(int), typeof(string)], "NewChoice2Of2", "b"),
        ];

        Pickled.Copy(values).Should().Equal(values);
    }

    [Fact]
    public static void A_list_of_ten_thousand_comes_back_equal()
    {
        var numbers = Enumerable.Range(0, 10_000).ToArray();
        var list = FSharp
            .GetType($"{Collections}.ListModule")!
            .GetMethod("OfArray")!
            .MakeGenericMethod(typeof(int))
            .Invoke(null, [numbers])!;

        var copy = Pickled.Copy(list);

        copy.Should().BeOfType(list.GetType());
        ((IEnumerable<int>)copy).Should().Equal(numbers);
    }

    [Fact]
    public static void A_set_and_a_map_find_their_items()
    {
        var set = New("FSharpSet`1", [typeof(string)], (string[])["b", "a"]);
        var map = New(
            "FSharpMap`2",
            [typeof(string), typeof(int)],
            new[] { Tuple.Create("b", 2), Tuple.Create("a", 1) }
        );

        Pickled.Copy(set).Should().Be(set);
        ((ICollection<string>)Pickled.Copy(set)).Contains("a").Should().BeTrue();
        Pickled.Copy(map).Should().Be(map);
        ((IDictionary<string, int>)Pickled.Copy(map))["b"].Should().Be(2);
    }

    private static object New(string type, Type[] arguments, IEnumerable items) =>
        Activator.CreateInstance(FSharp.GetType($"{Collections}.{type}")!.MakeGenericType(arguments), items)!;

    private static object? Call(string type, Type[] arguments, string method, object value) =>
        FSharp.GetType(type)!.MakeGenericType(arguments).GetMethod(method)!.Invoke(null, [value]);

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class WithFSharpAttribute : SpecAttribute
    {
        internal override IEnumerable<(string Name, string Value)> Traits => [];

        internal override string? SkipReason(bool onCPython) =>
            CorePath is null ? "There is no SDK with FSharp.Core next to the runtime." : null;
    }
}
