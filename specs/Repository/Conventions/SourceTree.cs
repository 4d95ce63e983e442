using System.Reflection;
using SharedState.Book;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>The tree that the specs were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } =
        Path.GetFullPath(Path.Combine(AttributeReader.GetProjectDirectory(Assembly.GetExecutingAssembly()), ".."));

    public static Checkout Checkout { get; } = new(Root);

    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>The text of the verified files under snapshots/, by their path there.</summary>
    public static IReadOnlyDictionary<string, string> Snapshots { get; } =
        Directory
            .EnumerateFiles(
                Directory.CreateDirectory(PathOf("snapshots")).FullName,
                "*.verified.*",
                SearchOption.AllDirectories
            )
            .ToDictionary(file => Path.GetRelativePath(PathOf("snapshots"), file).Replace('\\', '/'), File.ReadAllText);

    /// <summary>Every fact of the suite, with the class that runs it.</summary>
    public static IEnumerable<(Type Spec, MethodInfo Fact)> Facts { get; } =
    [
        .. from spec in Assembly.GetExecutingAssembly().GetExportedTypes()
        where spec is { IsClass: true } && (!spec.IsAbstract || spec.IsSealed)
        from method in spec.GetMethods()
        where method.IsDefined(typeof(FactAttribute), inherit: true)
        select (spec, method),
    ];
}
