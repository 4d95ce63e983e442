using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Multiprocessing.Analyzers;

namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>Runs all analyzers over sources in this process.</summary>
internal static class Analysis
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>What the programs of the framework and of this test host refer to, by file name.</summary>
    private static readonly Lazy<IReadOnlyDictionary<string, MetadataReference>> References = new(() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .DistinctBy(Path.GetFileNameWithoutExtension)
            .ToDictionary(
                file => Path.GetFileNameWithoutExtension(file)!,
                MetadataReference (file) => MetadataReference.CreateFromFile(file)
            )
    );

    /// <summary>Every analyzer of the assembly.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. from type in typeof(Rules).Assembly.GetTypes()
        where type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false)
        select (DiagnosticAnalyzer)Activator.CreateInstance(type)!,
    ];

    public static SyntaxTree Parse(string source, string file) => CSharpSyntaxTree.ParseText(source, Parsing, file);

    /// <summary>A compilation of sources that use the library.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="name">The assembly, whose name opens the internals of others.</param>
    /// <param name="without">The assemblies that are made of these sources, and what refers to them.</param>
    public static CSharpCompilation Compile(
        IEnumerable<SyntaxTree> sources,
        string name = "Cases",
        params IReadOnlyCollection<string> without
    ) =>
        CSharpCompilation.Create(
            name,
            sources,
            References.Value.Where(reference => !without.Contains(reference.Key)).Select(reference => reference.Value),
            new(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                allowUnsafe: true
            )
        );

    /// <summary>
    /// What all analyzers find, in the order of files and lines; a crash of one is a finding, too. Sources with
    /// mistakes are analyzed all the same.
    /// </summary>
    public static IReadOnlyList<Diagnostic> Of(Compilation compilation) => Of(compilation, out _);

    /// <param name="compilation">What is analyzed.</param>
    /// <param name="mistakes">What the compiler finds wrong.</param>
    public static IReadOnlyList<Diagnostic> Of(Compilation compilation, out IReadOnlyList<string> mistakes)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false
        );
        // Both at once, because the compiler's work is most of it.
        var all = new CompilationWithAnalyzers(compilation, Analyzers, options)
            .GetAllDiagnosticsAsync(CancellationToken.None)
            .GetAwaiter()
            .GetResult()
            .ToLookup(IsFinding);
        mistakes = [.. all[false].Where(one => one.Severity == DiagnosticSeverity.Error).Select(one => $"{one}")];
        return
        [
            .. all[true]
                .OrderBy(one => one.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(one => one.Location.SourceSpan.Start)
                .ThenBy(one => one.Id, StringComparer.Ordinal),
        ];
    }

    private static bool IsFinding(Diagnostic diagnostic) =>
        diagnostic.Id.StartsWith("MP", StringComparison.Ordinal)
        || diagnostic.Id.StartsWith("AD", StringComparison.Ordinal);
}
