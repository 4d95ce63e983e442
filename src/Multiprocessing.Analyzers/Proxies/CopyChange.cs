using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Multiprocessing.Analyzers.Tasks;

namespace Multiprocessing.Analyzers.Proxies;

/// <summary>Changes of an object that a proxy has just given, of which nothing is kept.</summary>
internal static class CopyChange
{
    /// <summary>The copy that an operation changes; null if it changes none.</summary>
    /// <param name="change">What is assigned, or a call.</param>
    /// <param name="known">The library's types.</param>
    public static IOperation? Of(IOperation change, KnownTypes known) =>
        change switch
        {
            IInvocationOperation { Instance: { } instance } call when Mutators.IsOne(call.TargetMethod) => Root(
                instance,
                known
            ),
            IMemberReferenceOperation { Instance: { } instance } when !known.IsProxy(instance.Type) => Root(
                instance,
                known
            ),
            IArrayElementReferenceOperation element => Root(element.ArrayReference, known),
            _ => null,
        };

    private static IOperation? Root(IOperation instance, KnownTypes known)
    {
        for (var at = instance; at is not null; at = Outer(at))
        {
            if (Element.CopyIn(at, known) is { } copy)
                return copy;
            if (known.IsProxy(at.Type) || at.Type?.TypeKind == TypeKind.Interface)
                return null;
        }

        return null;
    }

    private static IOperation? Outer(IOperation part) =>
        part switch
        {
            IMemberReferenceOperation member => member.Instance,
            IArrayElementReferenceOperation element => element.ArrayReference,
            IParenthesizedOperation parenthesized => parenthesized.Operand,
            _ => null,
        };
}
