using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Functions;

/// <summary>Functions that no other process can run, and types whose values have no copy.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FunctionAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [Rules.CapturedVariables, Rules.InstanceMethod, Rules.AsynchronousFunction, Rules.CannotBeSent];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.In(start.Compilation) is not { } known)
                return;
            start.RegisterOperationAction(
                operation => Check(operation, (IInvocationOperation)operation.Operation, known),
                OperationKind.Invocation
            );
        });
    }

    private static void Check(OperationAnalysisContext context, IInvocationOperation invocation, KnownTypes known)
    {
        if (TaskCall.Of(invocation, known) is { } call)
        {
            var found = FunctionChecks.Of(call.Function).ToList();
            foreach (var diagnostic in found)
                context.ReportDiagnostic(diagnostic);
            var isAsynchronous = found.Any(diagnostic => diagnostic.Id == Rules.AsynchronousFunction.Id);
            foreach (var type in call.Sent().Where(type => !(isAsynchronous && Asynchronous.IsTask(type))))
                CheckType(context, type, call.Function.Syntax);
        }
        else if (known.IsManagedType(invocation.TargetMethod))
        {
            foreach (var type in invocation.TargetMethod.TypeArguments)
                CheckType(context, type, invocation.Syntax);
        }
    }

    private static void CheckType(OperationAnalysisContext context, ITypeSymbol type, SyntaxNode at)
    {
        if (Refusal.Of(type) is var (path, reason))
            context.ReportDiagnostic(Diagnostic.Create(Rules.CannotBeSent, at.GetLocation(), path, reason));
    }
}
