using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>The cases of all rules, analyzed once as the files of one compilation.</summary>
internal static class AnalyzedCases
{
    /// <summary>Every case, by its rule and name.</summary>
    public static IReadOnlyDictionary<
        (string Rule, string Name),
        (AnalyzerCase Case, AnalyzerCaseSource Source)
    > All { get; } =
        Assembly
            .GetExecutingAssembly()
            .GetTypes()
            .Where(type => type.IsSubclassOf(typeof(RuleSpecs)))
            .SelectMany(type => CasesOf(type), (type, one) => (Rule: RuleOf(type), Case: one))
            .Select((one, i) => (one.Rule, one.Case, Source: new AnalyzerCaseSource(one.Rule, one.Case, i)))
            .ToDictionary(one => (one.Rule, one.Case.Name), one => (one.Case, one.Source));

    private static readonly Lazy<ILookup<string, Diagnostic>> Run = new(() =>
    {
        var compilation = Analysis.Compile([
            Analysis.Parse(AnalyzerCaseSource.Shared, "Given.cs"),
            .. All.Values.Select(one => Analysis.Parse(one.Source.Text, one.Source.File)),
        ]);
        var found = Analysis.Of(compilation, out var mistakes);
        mistakes.Should().BeEmpty("a case compiles");
        return found.ToLookup(one => one.Location.SourceTree?.FilePath ?? "");
    });

    /// <summary>What the analyzers find, by file.</summary>
    public static ILookup<string, Diagnostic> Found => Run.Value;

    private static string RuleOf(Type type) => (string)Field(type, "Rule").GetRawConstantValue()!;

    private static IReadOnlyList<AnalyzerCase> CasesOf(Type type) =>
        (IReadOnlyList<AnalyzerCase>)Field(type, "Cases").GetValue(null)!;

    private static FieldInfo Field(Type type, string name) =>
        type.GetField(name, BindingFlags.Static | BindingFlags.NonPublic)!;
}
