using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>Static fields, and static properties that are fields of the compiler's.</summary>
internal static class Variables
{
    /// <summary>The variable that an operation mentions; null if it mentions none of these sources.</summary>
    public static ISymbol? Mentioned(IOperation operation) =>
        operation switch
        {
            IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } when IsShared(field) =>
                field.OriginalDefinition,
            IPropertyReferenceOperation { Property: { IsStatic: true } property }
                when IsAutomatic(property) && IsShared(property) => property.OriginalDefinition,
            _ => null,
        };

    /// <summary>Whether a property is a field of the compiler's.</summary>
    public static bool IsAutomatic(IPropertySymbol property) =>
        property
            .OriginalDefinition.ContainingType.GetMembers()
            .OfType<IFieldSymbol>()
            .Any(field => KnownTypes.Same(field.AssociatedSymbol, property.OriginalDefinition));

    private static bool IsShared(ISymbol variable) =>
        variable.Locations.Any(place => place.IsInSource)
        && !variable.ContainingType.IsGenericType
        && !variable.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute");
}
