using System.Reflection;
using Multiprocessing.Testing;
using Observations;
using SharedState.Serving;

namespace SharedStateSpecs.Repository.Layers;

/// <summary>`sharedstate serve` runs in production, where there is nothing to test or to observe.</summary>
public static class ServingSpecs
{
    private static readonly Assembly[] NotForProduction =
    [
        typeof(ObservedProgram).Assembly,
        typeof(Observation).Assembly,
    ];

    [Fact]
    public static void Serving_uses_neither_the_testing_library_nor_the_catalogue() =>
        Used("SharedState.Serving").Should().BeEmpty("a server is not a test");

    [Fact]
    public static void Observing_is_seen_to_use_both() =>
        Used("SharedState.Observing")
            .Should()
            .Contain($"ObserveCommand uses {nameof(CPython)}")
            .And.Contain($"ObserveCommand uses {nameof(Observation)}");

    private static IEnumerable<string> Used(string folder) =>
        from type in typeof(ServeCommand).Assembly.GetTypes()
        let user = TypeReferences.Outermost(type)
        where user.Namespace == folder
        from used in TypeReferences.Of(type)
        where NotForProduction.Contains(used.Assembly)
        select $"{user.Name} uses {used.Name}";
}
