using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Lifetimes;

/// <summary>Pools, children, managers and servers that nothing disposes of.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LifetimeAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.NeverDisposed];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.In(start.Compilation) is not { } known)
                return;
            start.RegisterOperationAction(
                operation => Check(operation, known),
                OperationKind.ObjectCreation,
                OperationKind.Invocation
            );
        });
    }

    private static void Check(OperationAnalysisContext context, KnownTypes known)
    {
        if (Started.By(context.Operation, known) is not { } name || !IsForgotten(context.Operation, known))
            return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.NeverDisposed, context.Operation.Syntax.GetLocation(), name));
    }

    /// <summary>Whether a new owner is dropped, or kept in a variable that nothing ends and nobody else gets.</summary>
    private static bool IsForgotten(IOperation made, KnownTypes known)
    {
        switch (made.Parent)
        {
            // The value of an expression for a function may be what the function returns, or what it throws.
            case IExpressionStatementOperation { IsImplicit: false }:
                return true;
            case IConversionOperation conversion:
                return IsForgotten(conversion, known);
            case IInvocationOperation call when call.Instance == made:
                // A method that returns its object; else whoever takes the result may wait for the end.
                return known.IsOwner(call.Type)
                    ? IsForgotten(call, known)
                    : !Ends(call.TargetMethod) && IsPoolOrManager(made, known);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared }:
                return !IsUsing(declared) && Uses(declared).All(use => IsUseAlone(use, known));
            default:
                return false;
        }
    }

    private static bool IsPoolOrManager(IOperation made, KnownTypes known) =>
        KnownTypes.Same(made.Type, known.Pool) || KnownTypes.Same(made.Type, known.Manager);

    private static bool IsUsing(IVariableDeclaratorOperation declared)
    {
        for (var at = declared.Parent; at is not null and not IBlockOperation; at = at.Parent)
        {
            if (at is IUsingDeclarationOperation or IUsingOperation)
                return true;
        }

        return false;
    }

    private static IEnumerable<IOperation> Uses(IVariableDeclaratorOperation declared)
    {
        var root = (IOperation)declared;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants()
            .OfType<ILocalReferenceOperation>()
            .Where(use => KnownTypes.Same(use.Local, declared.Symbol));
    }

    /// <summary>Whether a use neither ends the object nor gives it to others.</summary>
    private static bool IsUseAlone(IOperation use, KnownTypes known) =>
        use.Parent switch
        {
            IInvocationOperation call when call.Instance == use => !known.IsOwner(call.Type)
                && !Ends(call.TargetMethod),
            IPropertyReferenceOperation property when property.Instance == use => property.Property.Name
                is not ("Result" or "WaitHandle"),
            _ => false,
        };

    private static bool Ends(IMethodSymbol method) =>
        method.Name is "Dispose" or "Terminate" or "Kill" or "Join" or "Close" or "WaitAsync" or "WaitForShutdown";
}
