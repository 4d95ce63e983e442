using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Functions;

/// <summary>The variables that a lambda or local function captures where it is written.</summary>
internal static class Captures
{
    /// <param name="function">The body of the function, with the function itself.</param>
    /// <param name="symbol">The function.</param>
    /// <returns>Names in the order of their first use; <c>this</c> for the object around it.</returns>
    public static IReadOnlyList<string> Of(IOperation function, IMethodSymbol symbol)
    {
        var names = new List<string>();
        Add(names, function, symbol, [symbol]);
        return names;
    }

    /// <summary>The local function of a name, as it is declared around an operation; null if it is not there.</summary>
    public static ILocalFunctionOperation? Declaration(IOperation user, IMethodSymbol local)
    {
        var root = user;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants()
            .OfType<ILocalFunctionOperation>()
            .FirstOrDefault(declared => KnownTypes.Same(declared.Symbol, local.OriginalDefinition));
    }

    private static void Add(List<string> names, IOperation function, IMethodSymbol outermost, List<IMethodSymbol> seen)
    {
        foreach (var operation in function.Descendants())
        {
            if (Captured(operation, outermost) is { } name)
            {
                if (!names.Contains(name))
                    names.Add(name);
            }
            else if (
                LocalFunction(operation) is { IsStatic: false } local
                && !IsInside(local, outermost)
                && !seen.Contains(local, SymbolEqualityComparer.Default)
                && Declaration(operation, local) is { Body: { } body }
            )
            {
                seen.Add(local);
                Add(names, body, local, seen);
            }
        }
    }

    private static string? Captured(IOperation operation, IMethodSymbol function) =>
        operation switch
        {
            ILocalReferenceOperation { Local.IsConst: false } local when !IsInside(local.Local, function) => local
                .Local
                .Name,
            IParameterReferenceOperation parameter when !IsInside(parameter.Parameter, function) => IsPrimary(
                parameter.Parameter
            )
                ? "this"
                : parameter.Parameter.Name,
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => "this",
            _ => null,
        };

    private static bool IsPrimary(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor };

    private static IMethodSymbol? LocalFunction(IOperation operation) =>
        operation switch
        {
            IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call =>
                call.TargetMethod.OriginalDefinition,
            IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference => reference
                .Method
                .OriginalDefinition,
            _ => null,
        };

    private static bool IsInside(ISymbol symbol, IMethodSymbol function)
    {
        for (var at = symbol.ContainingSymbol; at is not null; at = at.ContainingSymbol)
        {
            if (KnownTypes.Same(at, function))
                return true;
        }

        return false;
    }
}
