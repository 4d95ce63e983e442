using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Proxies;

/// <summary>Whether a lock of a manager is held where an operation is.</summary>
internal static class HeldLock
{
    /// <summary>Whether the operation, or a call of the function around it in the same type, is under a lock.</summary>
    public static bool IsAround(IOperation operation, ISymbol function, KnownTypes known)
    {
        for (var at = operation; at.Parent is { } parent; at = parent)
        {
            var holds = parent switch
            {
                IUsingOperation held => held.Resources != at && Holds(held.Resources, known),
                IConditionalOperation condition => condition.Condition != at && Holds(condition.Condition, known),
                IBlockOperation block => block
                    .Operations.TakeWhile(one => one != at)
                    .Any(one => one is not IUsingOperation && Holds(one, known)),
                _ => false,
            };
            if (holds)
                return true;
        }

        return IsCalledUnderOne(function);
    }

    private static bool Holds(IOperation operation, KnownTypes known) =>
        operation
            .DescendantsAndSelf()
            .OfType<IInvocationOperation>()
            .Any(call => call.TargetMethod.Name is "Hold" or "Acquire" && known.IsAcquirer(call.Instance?.Type));

    /// <summary>
    /// Whether the type of a function calls it by its name in a place that looks like one under a lock.
    /// </summary>
    private static bool IsCalledUnderOne(ISymbol function)
    {
        var type = function.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;
        return type is not null
            && function is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction }
            && type.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes())
                .OfType<InvocationExpressionSyntax>()
                .Any(call => NameOf(call) == function.Name && LooksHeld(call));
    }

    private static string? NameOf(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };

    private static bool LooksHeld(SyntaxNode call)
    {
        for (var at = call; at.Parent is { } parent; at = parent)
        {
            var looks = parent switch
            {
                UsingStatementSyntax held => held.Statement == at && LooksLikeOne(held),
                BlockSyntax block => block
                    .Statements.TakeWhile(one => one != at)
                    .Any(one => one is not UsingStatementSyntax && LooksLikeOne(one)),
                _ => false,
            };
            if (looks)
                return true;
        }

        return false;
    }

    private static bool LooksLikeOne(SyntaxNode node) =>
        node.ToString() is var text
        && (
            text.IndexOf(".Hold(", StringComparison.Ordinal) >= 0
            || text.IndexOf(".Acquire(", StringComparison.Ordinal) >= 0
        );
}
