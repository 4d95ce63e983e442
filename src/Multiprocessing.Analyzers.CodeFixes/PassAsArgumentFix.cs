using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.CodeFixes;

/// <summary>
/// Makes a lambda without parameters static, and passes what it captured as arguments:
/// <c>pool.Apply(() => F(n))</c> becomes <c>pool.Apply(static n => F(n), n)</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class PassAsArgumentFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.CapturedVariables.Id];

    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (
            root?.FindNode(context.Span, getInnermostNodeForTie: true)
                is not ParenthesizedLambdaExpressionSyntax
                {
                    ParameterList.Parameters.Count: 0,
                    AsyncKeyword.RawKind: 0,
                    Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } },
                } lambda
            || model is null
            || KnownTypes.In(model.Compilation) is not { } known
            || model.GetOperation(call, context.CancellationToken) is not IInvocationOperation invocation
            || TaskCall.Of(invocation, known)?.Function is not IAnonymousFunctionOperation function
        )
        {
            return;
        }

        var names = Captures.Of(function, function.Symbol);
        if (names.Count > MostArguments(invocation.TargetMethod) || names.Contains("this") || Writes(function))
            return;
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Make it static, and pass {FunctionText.List(names)}",
                _ => Task.FromResult(Passed(context.Document, root, call, lambda, names)),
                equivalenceKey: nameof(PassAsArgumentFix)
            ),
            context.Diagnostics
        );
    }

    /// <summary>How many arguments a function of the same call can have.</summary>
    private static int MostArguments(IMethodSymbol method) =>
        (method.ContainingType.Name, method.Name) switch
        {
            ("ProcessPool", "Apply" or "ApplyAsync") => 1,
            ("ChildProcess", _) => 2,
            ("PoolInitializer", _) => 3,
            _ => 0,
        };

    /// <summary>Whether a function writes a variable of the code around it, which an argument would not.</summary>
    private static bool Writes(IAnonymousFunctionOperation function) =>
        function
            .Descendants()
            .Select(operation =>
                operation switch
                {
                    IAssignmentOperation assignment => assignment.Target,
                    IIncrementOrDecrementOperation step => step.Target,
                    IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => argument.Value,
                    _ => null,
                }
            )
            .Any(target => target is ILocalReferenceOperation or IParameterReferenceOperation);

    private static Document Passed(
        Document document,
        SyntaxNode root,
        InvocationExpressionSyntax call,
        ParenthesizedLambdaExpressionSyntax lambda,
        IReadOnlyList<string> names
    )
    {
        var parameters = names.Count == 1 ? names[0] : $"({string.Join(", ", names)})";
        var made = SyntaxFactory.ParseExpression($"static {parameters} => {lambda.Body}");
        var arguments = call.ArgumentList.Arguments;
        var at = arguments.IndexOf(argument => argument.Expression == lambda);
        arguments = arguments
            .Replace(arguments[at], arguments[at].WithExpression(made.WithTriviaFrom(lambda)))
            .InsertRange(at + 1, names.Select(name => SyntaxFactory.Argument(SyntaxFactory.IdentifierName(name))));
        return document.WithSyntaxRoot(
            root.ReplaceNode(
                call.ArgumentList,
                call.ArgumentList.WithArguments(arguments).WithAdditionalAnnotations(Formatter.Annotation)
            )
        );
    }
}
