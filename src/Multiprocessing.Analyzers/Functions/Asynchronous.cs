using Microsoft.CodeAnalysis;

namespace Multiprocessing.Analyzers.Functions;

/// <summary>Functions that return before they are done.</summary>
internal static class Asynchronous
{
    /// <param name="method">The function; null if nothing is known of it but its type.</param>
    /// <param name="type">The type of its delegate, where it has one.</param>
    public static bool Is(IMethodSymbol? method, ITypeSymbol? type) =>
        method is null ? type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: { } result } && IsTask(result)
        : method.ReturnsVoid ? method.IsAsync
        : IsTask(method.ReturnType);

    /// <summary>Whether a type is that of a task or of an asynchronous sequence.</summary>
    public static bool IsTask(ITypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.Name is "Task" or "ValueTask" && IsIn(at, "Tasks"))
                return true;
        }

        return type.Name is "IAsyncEnumerable" or "IAsyncEnumerator" && IsIn(type, "Generic");
    }

    private static bool IsIn(ITypeSymbol type, string space) =>
        type.ContainingNamespace is { } place
        && place.Name == space
        && place.ToDisplayString().StartsWith("System.", StringComparison.Ordinal);
}
