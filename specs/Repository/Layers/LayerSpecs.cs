using System.Reflection;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using SharedStateSpecs.Repository.Layers.Fixtures.High;
using SharedStateSpecs.Repository.Layers.Fixtures.Low;

namespace SharedStateSpecs.Repository.Layers;

/// <summary>The folders of the library are layers, and its namespaces are its folders.</summary>
public static class LayerSpecs
{
    private static readonly Assembly Library = typeof(ProcessPool).Assembly;

    private static IEnumerable<Type> Types => Library.GetTypes().Where(type => LayerOf(type) is not null);

    [Fact]
    public static void A_folder_uses_only_those_above_it() =>
        Layering
            .Broken(Types, LayerOf, Layering.Layers)
            .Distinct()
            .Should()
            .BeEmpty("the order of the folders says what each may use");

    [Fact]
    public static void Every_folder_of_the_library_is_a_layer() =>
        Directory
            .EnumerateDirectories(SourceTree.PathOf(Layering.Library))
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo(Layering.Layers);

    [Fact]
    public static void An_edge_that_goes_down_would_be_named() =>
        Layering
            .Broken(Types, LayerOf, [.. Layering.Layers.Reverse()])
            .Should()
            .Contain("Pools uses Processes: ProcessPool names CurrentProcess", "a pool asks for its program's module")
            .And.Contain("Connections uses Platform: Connection names Deadline");

    [Theory]
    [InlineData(typeof(InCode))]
    [InlineData(typeof(InField))]
    [InlineData(typeof(InGenericArgument))]
    [InlineData(typeof(InAttribute))]
    [InlineData(typeof(InCatch))]
    [InlineData(typeof(InLambda))]
    [InlineData(typeof(InBase))]
    public static void A_use_is_seen_wherever_it_is(Type user) =>
        Layering
            .Broken(
                [user, .. user.GetNestedTypes(BindingFlags.NonPublic)],
                type => type.Namespace!.Split('.')[^1],
                ["Low", "High"]
            )
            .Should()
            .Contain($"Low uses High: {user.Name} names {nameof(UsedException)}");

    [Fact]
    public static void A_namespace_is_its_folder() =>
        SourceTree
            .SourceFiles.Where(file => Path.GetExtension(file) == ".cs")
            .Select(SourceNamespace.Of)
            .Where(file => file is { Declared: not null, IsItsFolder: false, Project: not "VerifyStandIn" })
            .Select(file => $"{file.File} is in {file.Declared}")
            .Should()
            .BeEmpty("a using directive then names the folder that is used");

    /// <summary>
    /// The first folder of a type's namespace; by its file for a public type, which is in none. Null for what the
    /// compiler made for the whole assembly.
    /// </summary>
    private static string? LayerOf(Type type)
    {
        var outermost = TypeReferences.Outermost(type);
        return outermost.Namespace?.Split('.') is [_, var folder, ..]
            ? folder
            : FolderOfFile.GetValueOrDefault(outermost.Name.Split('`')[0]);
    }

    private static Dictionary<string, string> FolderOfFile { get; } =
        Directory
            .EnumerateFiles(SourceTree.PathOf(Layering.Library), "*.cs", SearchOption.AllDirectories)
            .GroupBy(file => Path.GetFileName(file).Split('.')[0])
            .ToDictionary(
                files => files.Key,
                files =>
                    Path.GetRelativePath(SourceTree.PathOf(Layering.Library), files.First())
                        .Split(Path.DirectorySeparatorChar)[0]
            );
}
