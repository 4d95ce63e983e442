using Microsoft.CodeAnalysis;

namespace Multiprocessing.Analyzers.Functions;

/// <summary>Names of functions and types in messages.</summary>
internal static class FunctionText
{
    /// <summary>A function: <c>'Program.Square'</c>, <c>the lambda</c>.</summary>
    public static string Of(IMethodSymbol? method) =>
        method switch
        {
            null or { MethodKind: MethodKind.AnonymousFunction } => "the lambda",
            { MethodKind: MethodKind.LocalFunction } => $"'{method.Name}'",
            { MethodKind: MethodKind.Constructor } => $"the constructor of '{method.ContainingType.Name}'",
            { AssociatedSymbol: { } property } => $"'{property.ContainingType.Name}.{property.Name}'",
            _ => $"'{method.ContainingType.Name}.{method.Name}'",
        };

    /// <summary>The same at the start of a sentence.</summary>
    public static string First(IMethodSymbol? method)
    {
        var text = Of(method);
        return text[0] == 't' ? "T" + text.Substring(1) : text;
    }

    /// <summary>Names in a sentence: <c>'a', 'b' and 'c'</c>.</summary>
    public static string List(IReadOnlyList<string> names)
    {
        var quoted = names.Select(name => $"'{name}'").ToList();
        return quoted.Count == 1
            ? quoted[0]
            : $"{string.Join(", ", quoted.Take(quoted.Count - 1))} and {quoted[quoted.Count - 1]}";
    }
}
