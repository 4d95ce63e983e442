using System.Text.RegularExpressions;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Layers;

/// <summary>The namespace that a file declares, and the one that its folder asks for.</summary>
/// <param name="File">The file, from the top of the repository.</param>
/// <param name="Declared">Null where it declares none, as a program of top-level statements.</param>
/// <param name="OfFolder">The name of its project, and of the folders below that.</param>
/// <param name="IsPublic">
/// Whether the file declares a public type. Those may stand in their project's namespace.
/// </param>
internal sealed partial record SourceNamespace(string File, string? Declared, string OfFolder, bool IsPublic)
{
    // Programs find extension methods of this namespace without a directive; those for it are there by convention.
    private const string OfExtensions = "Microsoft.Extensions.DependencyInjection";

    public bool IsItsFolder => Declared == OfFolder || (IsPublic && (Declared == Project || IsExtension));

    public static SourceNamespace Of(string file)
    {
        var path = Path.GetRelativePath(SourceTree.Root, file).Replace('\\', '/');
        var text = System.IO.File.ReadAllText(file);
        var folders = path.Split('/')[..^1];
        string[] project = folders[0] == "specs" ? ["SharedStateSpecs"] : [folders[1]];
        string[] below = folders[0] == "specs" ? folders[1..] : folders[2..];
        var declared = Declaration().Match(text);
        return new(
            path,
            declared.Success ? declared.Groups[1].Value : null,
            string.Join('.', project.Concat(below)),
            PublicType().IsMatch(text)
        )
        {
            Project = project[0],
        };
    }

    public string Project { get; private init; } = "";

    private bool IsExtension => Declared == OfExtensions && File.EndsWith("Extensions.cs", StringComparison.Ordinal);

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^public [\w ]*\b(class|record|struct|interface|enum|delegate) ", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
