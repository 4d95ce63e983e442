using System.Reflection;
using Book;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>The tree that the specs were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } =
        Path.GetFullPath(Path.Combine(AttributeReader.GetProjectDirectory(Assembly.GetExecutingAssembly()), ".."));

    public static Checkout Checkout { get; } = new(Root);

    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>The source files of the project, in both languages.</summary>
    public static IReadOnlyList<string> SourceFiles { get; } =
    [
        .. from folder in new[] { "src", "specs" }
        from file in Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".cs" or ".py"
        select file,
    ];

    /// <summary>Where a link in one of the project's files leads: a file or folder, and an anchor in it.</summary>
    /// <param name="file">The file that has the link.</param>
    /// <param name="link">The link, relative to the file.</param>
    public static (string Target, string? Anchor) Follow(string file, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, parts[0]);
        return (Path.GetFullPath(target), parts.ElementAtOrDefault(1));
    }

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
