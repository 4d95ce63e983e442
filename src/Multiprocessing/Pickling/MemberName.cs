using System.Reflection;

namespace Multiprocessing.Pickling;

/// <summary>The fields of a type, and the names that the source has for them.</summary>
internal static class MemberName
{
    // FieldAttributes.NotSerialized, which is obsolete with the formatters that it was made for; the attribute in the source is not.
    private const FieldAttributes NonSerialized = (FieldAttributes)0x80;

    /// <summary>The instance fields that cross, base classes' first, up to <paramref name="until"/>, in the order of their declaration.</summary>
    public static FieldInfo[] FieldsOf(Type type, Type? until)
    {
        var found = new List<FieldInfo>();
        for (var declaring = type; declaring is not null && declaring != until; declaring = declaring.BaseType)
        {
            var own = declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            // Reflection promises no order; two processes must agree on one.
            Array.Sort(own, static (left, right) => left.MetadataToken.CompareTo(right.MetadataToken));
            found.InsertRange(0, own);
        }

        found.RemoveAll(static field => (field.Attributes & NonSerialized) != 0);
        return [.. found];
    }

    /// <summary>The name in the source: of the property behind a backing field, of a captured variable or parameter.</summary>
    public static string Of(FieldInfo field)
    {
        var name = field.Name;
        var end = name.IndexOf('>', StringComparison.Ordinal);
        if (name.StartsWith("<>4__this", StringComparison.Ordinal))
            return "this";
        return name.StartsWith('<') && end > 1 ? name[1..end] : name;
    }
}
