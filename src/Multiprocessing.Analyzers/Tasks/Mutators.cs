using Microsoft.CodeAnalysis;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>The methods of .NET that change what they are called on.</summary>
internal static class Mutators
{
    private static readonly HashSet<string> Names =
    [
        "Add",
        "AddRange",
        "AddFirst",
        "AddLast",
        "AddOrUpdate",
        "Append",
        "AppendFormat",
        "AppendJoin",
        "AppendLine",
        "Clear",
        "Dequeue",
        "Enqueue",
        "EnqueueRange",
        "ExceptWith",
        "GetOrAdd",
        "Insert",
        "InsertRange",
        "IntersectWith",
        "Pop",
        "Push",
        "PushRange",
        "Remove",
        "RemoveAll",
        "RemoveAt",
        "RemoveFirst",
        "RemoveLast",
        "RemoveRange",
        "RemoveWhere",
        "Replace",
        "Reverse",
        "Set",
        "SetAll",
        "Sort",
        "SymmetricExceptWith",
        "TryAdd",
        "TryDequeue",
        "TryPop",
        "TryRemove",
        "TryTake",
        "TryUpdate",
        "UnionWith",
    ];

    private static readonly HashSet<string> OfArrays = ["Clear", "Fill", "Reverse", "Sort", "Resize"];

    /// <summary>Whether a method changes the collection that it is called on.</summary>
    public static bool IsOne(IMethodSymbol method) =>
        Names.Contains(method.Name) && !method.IsStatic && IsCollection(method.ContainingType);

    /// <summary>Whether a type is a collection of .NET that can be changed.</summary>
    public static bool IsCollection(ITypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space
        && (
            space is "System.Collections" or "System.Collections.Generic" or "System.Collections.Concurrent"
            || (
                space == "System.Collections.ObjectModel"
                && type.Name.StartsWith("Observable", StringComparison.Ordinal)
            )
            || (space == "System.Text" && type.Name == "StringBuilder")
        );

    /// <summary>Whether a static method changes its first argument, which is an array.</summary>
    public static bool ChangesFirstArgument(IMethodSymbol method) =>
        method is { IsStatic: true, ContainingType.SpecialType: SpecialType.System_Array }
        && OfArrays.Contains(method.Name);

    /// <summary>Whether a method makes a span of its first argument, which shares its memory.</summary>
    public static bool IsViewOf(IMethodSymbol method) =>
        method.Name == "AsSpan" && method.ContainingType.Name == "MemoryExtensions";

    /// <summary>Whether a method changes the span that it is called on.</summary>
    public static bool IsOfSpan(IMethodSymbol method) =>
        OfArrays.Contains(method.Name) && method.ContainingType.Name is "Span" or "MemoryExtensions";
}
