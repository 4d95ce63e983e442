using System.Reflection;
using Multiprocessing;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>The traits that `dotnet test --filter` selects by, and what is skipped.</summary>
public static class TraitSpecs
{
    [Fact]
    public static void A_chapter_is_the_folder_of_a_spec() =>
        Of<Sample.UnderFork>()["Chapter"].Should().Equal("Conventions");

    [Fact]
    public static void A_nested_class_has_the_traits_of_the_class_around_it() =>
        Of<Sample.UnderFork>()["Observation"].Should().BeEquivalentTo("S0.01", "S0.02", "S0.03");

    [Fact]
    public static void Fork_implies_Linux() => Of<Sample.UnderFork>()["OS"].Should().Equal("Linux");

    [Fact]
    public static void An_inherited_fact_has_the_traits_of_the_class_that_derives()
    {
        Of<Sample.UnderSpawn>()["Start"].Should().Equal("Spawn");
        Of<Sample.UnderFork>()["Start"].Should().Equal("Fork");
    }

    [Fact]
    public static void The_start_method_of_a_class_replaces_that_of_its_base() =>
        Of<Sample.UnderForkServer>()["Start"].Should().Equal("ForkServer");

    [Fact]
    public static void A_class_without_attributes_is_for_any_system_and_DotNet()
    {
        Of<Sample.UnderSpawn>()["OS"].Should().Equal("Any");
        Of<Sample.UnderSpawn>()["Runtime"].Should().Equal("DotNet");
    }

    [Fact]
    public static void A_missing_program_is_a_reason_to_skip() =>
        SkipReason<Sample.WithoutItsProgram>().Should().Be("no-such-program is not on PATH: install it to run this.");

    [Fact]
    public static void A_CPython_that_is_too_old_is_a_reason_to_skip() =>
        SkipReason<Sample.OnCPythonOfTheFuture>()
            .Should()
            .MatchRegex("^(CPython 99.0 or newer is needed|There is no CPython here)");

    [Fact]
    public static void A_missing_start_method_is_a_reason_to_skip() =>
        SkipReason<Sample.UnderFork>().Should().Be(StartMethods.UnsupportedReason(StartMethod.Fork));

    private static ILookup<string, string> Of<T>() => SpecTraits.Of(typeof(T), Fact).Traits;

    private static string? SkipReason<T>() => SpecTraits.Of(typeof(T), Fact).SkipReason;

    private static MethodInfo Fact => typeof(Sample.Law).GetMethod(nameof(Sample.Law.Holds))!;

    [Observation("S0.01", "S0.02")]
    private static class Sample
    {
        internal abstract class Law
        {
            [Observation("S0.03")]
            public static void Holds() { }
        }

        [Start(StartMethod.Spawn)]
        internal class UnderSpawn : Law;

        [Start(StartMethod.ForkServer)]
        internal sealed class UnderForkServer : UnderSpawn;

        [Start(StartMethod.Fork)]
        internal sealed class UnderFork : Law;

        [CPython("99.0")]
        internal sealed class OnCPythonOfTheFuture : Law;

        [Requires("no-such-program")]
        internal sealed class WithoutItsProgram : Law;
    }
}
