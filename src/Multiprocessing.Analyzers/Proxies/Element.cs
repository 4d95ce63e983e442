using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Proxies;

/// <summary>What a proxy gives and takes: an element, a value, a name of a namespace.</summary>
internal static class Element
{
    /// <summary>
    /// The element that an operation is, as <c>proxy[k]</c> or <c>proxy.Value</c>; null if it is none.
    /// </summary>
    public static IPropertyReferenceOperation? Of(IOperation operation, KnownTypes known) =>
        operation is IPropertyReferenceOperation { Instance: { } proxy } element
        && known.IsProxy(proxy.Type)
        && (element.Property.IsIndexer || element.Property.Name == "Value")
            ? element
            : null;

    /// <summary>The object of which a proxy gives a copy in an expression; null if it gives none.</summary>
    public static IOperation? CopyIn(IOperation operation, KnownTypes known)
    {
        if (operation.Type is not { IsReferenceType: true } type || type.TypeKind == TypeKind.Interface)
            return null;
        if (known.IsProxy(type) || type.TypeKind is TypeKind.TypeParameter or TypeKind.Dynamic)
            return null;
        return Of(operation, known) is not null || IsCopyingCall(operation, known) ? operation : null;
    }

    /// <summary>Whether two operations are written alike.</summary>
    public static bool AreAlike(IOperation one, IOperation other) =>
        SyntaxFactory.AreEquivalent(one.Syntax, other.Syntax);

    private static bool IsCopyingCall(IOperation operation, KnownTypes known) =>
        operation is IInvocationOperation { Instance: { } proxy, TargetMethod.Name: "Get" or "GetOrAdd" } call
        && known.IsProxy(proxy.Type)
        && call.TargetMethod.ContainingType.Name is "NamespaceProxy" or "DictionaryProxy";
}
