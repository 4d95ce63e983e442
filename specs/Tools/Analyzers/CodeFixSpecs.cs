using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Multiprocessing.Analyzers.CodeFixes;

namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>What an editor offers to change, and what it leaves alone. A case is a body of <c>Program</c>.</summary>
public static class CodeFixSpecs
{
    private static readonly CodeFixProvider[] Fixes = [new PassAsArgumentFix(), new HoldLockFix()];

    [Theory]
    [InlineData(
        "static int M(int n) => pool.Apply(() => n + 1);",
        "static int M(int n) => pool.Apply(static n => n + 1, n);"
    )]
    [InlineData(
        "static Task<int> M(int n) => pool.ApplyAsync(() => n);",
        "static Task<int> M(int n) => pool.ApplyAsync(static n => n, n);"
    )]
    [InlineData(
        "static void M(int n) { using var c = ChildProcess.Start(() => Console.Write(n)); }",
        "static void M(int n) { using var c = ChildProcess.Start(static n => Console.Write(n), n); }"
    )]
    [InlineData(
        "static void M(int n, int m) { using var c = ChildProcess.Start(() => n + m); }",
        "static void M(int n, int m) { using var c = ChildProcess.Start(static (n, m) => n + m, n, m); }"
    )]
    [InlineData(
        "static PoolInitializer M(int n) => PoolInitializer.Of(() => Console.Write(n));",
        "static PoolInitializer M(int n) => PoolInitializer.Of(static n => Console.Write(n), n);"
    )]
    [InlineData(
        "static int M(int n) => pool.Apply(() => { return n; });",
        "static int M(int n) => pool.Apply(static n => { return n; }, n);"
    )]
    public static void What_a_lambda_captured_is_passed_as_an_argument(string before, string after) =>
        Fixed(before).Should().Be(after);

    [Theory]
    [InlineData(
        "static void M(ListProxy<int> l, LockProxy guard) { l[0]++; }",
        "static void M(ListProxy<int> l, LockProxy guard) { using (guard.Hold()) l[0]++; }"
    )]
    [InlineData(
        "static void M(ValueProxy<int> v, RLockProxy guard) { v.Value += 2; }",
        "static void M(ValueProxy<int> v, RLockProxy guard) { using (guard.Hold()) v.Value += 2; }"
    )]
    [InlineData(
        "static LockProxy guard = null!; static void M(ValueProxy<int> v) { v.Value++; }",
        "static LockProxy guard = null!; static void M(ValueProxy<int> v) { using (guard.Hold()) v.Value++; }"
    )]
    [InlineData(
        "static void M(ListProxy<int> l, LockProxy guard) { if (!l.Contains(1)) l.Add(1); }",
        "static void M(ListProxy<int> l, LockProxy guard) { using (guard.Hold()) if (!l.Contains(1)) l.Add(1); }"
    )]
    [InlineData(
        "static void M(ListProxy<int> l) { var guard = manager.Lock(); l[0] = l[0] + 1; }",
        "static void M(ListProxy<int> l) { var guard = manager.Lock(); using (guard.Hold()) l[0] = l[0] + 1; }"
    )]
    public static void Two_calls_are_put_under_a_lock_that_is_at_hand(string before, string after) =>
        Fixed(before).Should().Be(after);

    [Theory]
    [InlineData("static int M(int n) => pool.Apply(() => n++);", "a variable of the caller is written")]
    [InlineData("static int M(int n, int m) => pool.Apply(() => n + m);", "there is no form for two arguments")]
    [InlineData("static int[] M(int n) => pool.Map(x => x + n, [1]);", "the function has an argument already")]
    [InlineData("class A { int n = 1; int M() => pool.Apply(() => n); }", "the object would be a copy")]
    [InlineData("static void M(ListProxy<int> l) { l[0]++; }", "no lock is at hand")]
    [InlineData("static void M(ListProxy<int> l) { l[0]++; var guard = manager.Lock(); }", "there is no lock yet")]
    public static void Nothing_is_offered_where_it_would_be_wrong(string before, string because) =>
        Fixed(before).Should().BeNull(because);

    /// <summary>The body with the first fix of the first finding, in one line; null for none.</summary>
    private static string? Fixed(string body)
    {
        using var workspace = new AdhocWorkspace();
        var source = AnalyzerCaseSource.Around(body, number: 0);
        var document = workspace
            .AddProject(
                ProjectInfo
                    .Create(ProjectId.CreateNewId(), VersionStamp.Default, "Fixed", "Fixed", LanguageNames.CSharp)
                    .WithMetadataReferences(Analysis.Compile([]).References)
                    .WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview))
                    .WithCompilationOptions(Analysis.Compile([]).Options)
            )
            .AddDocument("Given.cs", AnalyzerCaseSource.Shared)
            .Project.AddDocument("Program.cs", SourceText.From(source));
        var finding = Analysis
            .Of(document.Project.GetCompilationAsync().GetAwaiter().GetResult()!)
            .First(found => Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(found.Id)));
        if (ActionFor(document, finding) is not { } action)
            return null;

        var operation = action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult();
        var changed = operation.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var compilation = changed.GetProject(document.Project.Id)!.GetCompilationAsync().GetAwaiter().GetResult()!;
        Analysis.Of(compilation, out var mistakes).Select(one => one.Id).Should().NotContain(finding.Id);
        mistakes.Should().BeEmpty();
        var text = changed.GetDocument(document.Id)!.GetTextAsync().GetAwaiter().GetResult().ToString();
        return BodyIn(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static CodeAction? ActionFor(Document document, Diagnostic finding)
    {
        var offered = ImmutableArray.CreateBuilder<CodeAction>();
        foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(finding.Id)))
        {
            var context = new CodeFixContext(document, finding, (action, _) => offered.Add(action), default);
            fix.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        }

        return offered.FirstOrDefault();
    }

    private static string BodyIn(string text)
    {
        const string Opening = "internal static partial class Program { ";
        var start = text.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        return text[start..text.IndexOf(" } internal static partial", start, StringComparison.Ordinal)];
    }
}
