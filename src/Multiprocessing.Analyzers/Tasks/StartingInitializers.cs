using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Multiprocessing.Analyzers.Lifetimes;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>
/// Initializers of types that a child initializes, which start a process. What is under a condition, or in a function
/// that may run later, is left alone.
/// </summary>
internal static class StartingInitializers
{
    public static IEnumerable<Diagnostic> In(TaskProgram program, KnownTypes known) =>
        from type in program
            .Roots.Select(root => Outermost(root.Function))
            .Distinct(SymbolEqualityComparer.Default)
            .OfType<INamedTypeSymbol>()
        from initializer in program.StartOf(type)
        from operation in initializer.Body.DescendantsAndSelf()
        where Started.By(operation, known) is not null && IsCertain(operation)
        select Diagnostic.Create(Rules.StartedByInitializer, operation.Syntax.GetLocation(), type.Name);

    private static bool IsCertain(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            if (
                at
                is IConditionalOperation
                    or ISwitchOperation
                    or ISwitchExpressionOperation
                    or ICoalesceOperation
                    or IAnonymousFunctionOperation
                    or ILocalFunctionOperation
                    or ILoopOperation
            )
            {
                return false;
            }
        }

        return true;
    }

    private static INamedTypeSymbol? Outermost(ISymbol symbol)
    {
        var type = symbol.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;
        return type;
    }
}
