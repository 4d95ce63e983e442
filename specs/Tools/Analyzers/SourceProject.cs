using Microsoft.CodeAnalysis.CSharp;

namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>The C# sources of a folder, as its project compiles them.</summary>
internal static class SourceProject
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <param name="root">The top of the repository.</param>
    /// <param name="folder">The folder of the project, from there.</param>
    /// <param name="name">The name of its assembly.</param>
    /// <param name="usings">Further namespaces that the project uses everywhere.</param>
    public static CSharpCompilation Of(string root, string folder, string name, params IEnumerable<string> usings)
    {
        var directory = Path.Combine(root, folder);
        var files = Directory
            .EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);
        return Analysis.Compile(
            [
                Analysis.Parse(
                    $"{ImplicitUsings}\n{string.Join('\n', usings.Select(one => $"global using {one};"))}",
                    ""
                ),
                .. files.Select(file =>
                    Analysis.Parse(File.ReadAllText(file), Path.GetRelativePath(root, file).Replace('\\', '/'))
                ),
            ],
            name,
            name
        );
    }
}
