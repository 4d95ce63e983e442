using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Multiprocessing.Analyzers.CodeFixes;

/// <summary>Puts two calls into a block that holds a lock, where a lock is at hand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class HoldLockFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [Rules.ReadModifyWrite.Id, Rules.CheckThenAct.Id];

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null || KnownTypes.In(model.Compilation) is not { } known)
            return;
        // A variable that the statement declares would not be seen after the block.
        var statement = root.FindNode(context.Span).FirstAncestorOrSelf<StatementSyntax>();
        if (statement is not (ExpressionStatementSyntax or IfStatementSyntax))
            return;
        // A lambda for another process must not capture the lock.
        if (statement.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not null)
            return;

        foreach (var name in LocksAt(model, statement, known))
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Hold '{name}' during both calls",
                    _ => Task.FromResult(Held(context.Document, root, statement, name)),
                    equivalenceKey: name
                ),
                context.Diagnostics
            );
        }
    }

    private static IEnumerable<string> LocksAt(SemanticModel model, StatementSyntax statement, KnownTypes known) =>
        from symbol in model.LookupSymbols(statement.SpanStart)
        where symbol is not (IFieldSymbol or IPropertySymbol) || symbol.IsStatic || !IsStatic(model, statement)
        let type = symbol switch
        {
            ILocalSymbol local when local.Locations[0].SourceSpan.End < statement.SpanStart => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol { IsIndexer: false } property => property.Type,
            _ => null,
        }
        where known.IsAcquirer(type)
        orderby symbol.Name
        select symbol.Name;

    private static bool IsStatic(SemanticModel model, SyntaxNode statement) =>
        model.GetEnclosingSymbol(statement.SpanStart) is not { IsStatic: false };

    private static Document Held(Document document, SyntaxNode root, StatementSyntax statement, string name)
    {
        var hold = SyntaxFactory.ParseExpression($"{name}.Hold()");
        var held = SyntaxFactory
            .UsingStatement(null, hold, statement.WithoutTrivia())
            .WithTriviaFrom(statement)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return document.WithSyntaxRoot(root.ReplaceNode(statement, held));
    }
}
