using Microsoft.CodeAnalysis;

namespace Multiprocessing.Analyzers.Functions;

/// <summary>
/// Why every value of a type is refused by the pickler, with the path to what is refused. Where a value may be null, or
/// of another type than is declared, nothing is said.
/// </summary>
internal static class Refusal
{
    private const int MostFields = 8;

    private const string Library = "Multiprocessing";

    /// <summary>The path and the reason; null if a value of the type may be sent.</summary>
    public static (string Path, string Reason)? Of(ITypeSymbol type) =>
        Find(type, Name(type), [], isField: false) is var (path, reason) ? ($"'{path}'", reason) : null;

    private static (string, string)? Find(ITypeSymbol type, string path, List<ITypeSymbol> seen, bool isField)
    {
        if (MayBeAnything(type) || seen.Count > MostFields || seen.Contains(type, SymbolEqualityComparer.Default))
            return null;
        if (RefusedTypes.ReasonFor(type) is { } reason)
            return (path, reason);

        seen.Add(type);
        var found = Parts(type, path, isField)
            .Select(part => Find(part.Type, part.Path, seen, part.IsField))
            .FirstOrDefault(refused => refused is not null);
        seen.RemoveAt(seen.Count - 1);
        return found;
    }

    /// <summary>What every value of a type contains.</summary>
    private static IEnumerable<(ITypeSymbol Type, string Path, bool IsField)> Parts(
        ITypeSymbol type,
        string path,
        bool isField
    )
    {
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
            return tuple.TupleElements.Select(element => (element.Type, $"{path}.{element.Name}", isField));
        // A collection in a field may be empty when it is sent.
        if (Items(type) is { } items)
            return isField ? [] : items.Select(item => (item, $"{path}[]", false));
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !HasKnownFields(type))
            return [];
        return Fields(type).Select(field => (field.Type, $"{path}.{NameOf(field)}", true));
    }

    private static IEnumerable<ITypeSymbol>? Items(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => [array.ElementType],
            INamedTypeSymbol { IsGenericType: true } named when RefusedTypes.IsCollection(named) => named.TypeArguments,
            _ => null,
        };

    private static IEnumerable<IFieldSymbol> Fields(ITypeSymbol type)
    {
        for (var at = type; at is not null && HasKnownFields(at); at = at.BaseType)
        {
            foreach (var field in at.GetMembers().OfType<IFieldSymbol>())
            {
                if (!field.IsStatic && !field.IsConst && !IsLeftOut(field))
                    yield return field;
            }
        }
    }

    // An editor knows the source of the library, too, whose types are sent in forms of their own.
    private static bool HasKnownFields(ITypeSymbol type) =>
        type.Locations.Any(place => place.IsInSource) && type.ContainingAssembly.Name != Library;

    private static bool IsLeftOut(IFieldSymbol field) =>
        field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NonSerializedAttribute");

    /// <summary>Whether a value may be null, or of a type that is not known.</summary>
    private static bool MayBeAnything(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Dynamic or TypeKind.Error
        || type.SpecialType is SpecialType.System_Object
        || type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T
        || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);

    private static string NameOf(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
