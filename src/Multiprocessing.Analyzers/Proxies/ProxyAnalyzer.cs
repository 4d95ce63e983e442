using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Proxies;

/// <summary>Uses of proxies that are two calls where one is meant, or that change a copy.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ProxyAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [Rules.ReadModifyWrite, Rules.CheckThenAct, Rules.CopyChanged];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.In(start.Compilation) is not { Proxy: not null } known)
                return;
            start.RegisterOperationAction(
                operation => CheckWrite(operation, known),
                OperationKind.SimpleAssignment,
                OperationKind.CompoundAssignment,
                OperationKind.CoalesceAssignment,
                OperationKind.Increment,
                OperationKind.Decrement
            );
            start.RegisterOperationAction(operation => CheckCall(operation, known), OperationKind.Invocation);
            start.RegisterOperationAction(operation => CheckCondition(operation, known), OperationKind.Conditional);
        });
    }

    private static void CheckWrite(OperationAnalysisContext context, KnownTypes known)
    {
        var target = context.Operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation step => step.Target,
            _ => null,
        };
        if (target is null)
            return;
        if (Element.Of(target, known) is { } element)
        {
            if (ReadModifyWrite.Is(context.Operation, element, known) && IsUnguarded(context, element.Instance!, known))
            {
                Report(context, Rules.ReadModifyWrite, context.Operation, Text(element));
            }
        }
        else if (CopyChange.Of(target, known) is { } copy)
        {
            Report(context, Rules.CopyChanged, context.Operation, Text(copy));
        }
    }

    private static void CheckCall(OperationAnalysisContext context, KnownTypes known)
    {
        var call = (IInvocationOperation)context.Operation;
        if (CopyChange.Of(call, known) is { } copy)
            Report(context, Rules.CopyChanged, call, Text(copy));
        else if (ReadModifyWrite.IsOfName(call, known) && IsUnguarded(context, call.Instance!, known))
            Report(context, Rules.ReadModifyWrite, call, NameIn(call));
    }

    private static void CheckCondition(OperationAnalysisContext context, KnownTypes known)
    {
        var condition = (IConditionalOperation)context.Operation;
        if (CheckThenAct.Of(condition, known) is var (check, act, proxy) && IsUnguarded(context, proxy, known))
            Report(context, Rules.CheckThenAct, check, Text(check, isCall: true), Text(act, isCall: true), Text(proxy));
    }

    /// <summary>Whether others have the proxy, and no lock is held.</summary>
    private static bool IsUnguarded(OperationAnalysisContext context, IOperation proxy, KnownTypes known) =>
        IsOfOthers(proxy) && !HeldLock.IsAround(context.Operation, context.ContainingSymbol, known);

    // Of a variable it is not known whether others have its object.
    private static bool IsOfOthers(IOperation proxy) =>
        proxy is IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation;

    private static void Report(
        OperationAnalysisContext context,
        DiagnosticDescriptor rule,
        IOperation at,
        params object[] arguments
    ) => context.ReportDiagnostic(Diagnostic.Create(rule, at.Syntax.GetLocation(), arguments));

    private static string NameIn(IInvocationOperation call) =>
        call.Arguments[0].Value.ConstantValue.Value as string ?? "a name";

    /// <summary>An expression as it is written; a call without its arguments.</summary>
    private static string Text(IOperation operation, bool isCall = false)
    {
        var text = operation.Syntax.ToString();
        var end = isCall && operation is IInvocationOperation ? text.IndexOf('(') : -1;
        return end < 0 ? text : text.Substring(0, end);
    }
}
