using System.Reflection;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling;

/// <summary>A field that is pickled.</summary>
internal sealed class SerializedField(PickleTypes types, FieldInfo info)
{
    // FieldAttributes.NotSerialized, which is obsolete together with .NET's formatters; [NonSerialized] itself is not.
    private const FieldAttributes NonSerialized = (FieldAttributes)0x80;

    public FieldInfo Info => info;

    public DeclaredType DeclaredType { get; } = new(types, info.FieldType);

    /// <summary>
    /// The instance fields that are pickled, in the order of declaration, those of base classes first, up to
    /// <paramref name="until"/>.
    /// </summary>
    public static List<FieldInfo> FieldsOf(Type type, Type? until)
    {
        var found = new List<FieldInfo>();
        for (var declaring = type; declaring is not null && declaring != until; declaring = declaring.BaseType)
        {
            var own = declaring.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
            );
            // Reflection guarantees no order, but two processes must use the same one.
            Array.Sort(own, static (left, right) => left.MetadataToken.CompareTo(right.MetadataToken));
            found.InsertRange(0, own);
        }

        found.RemoveAll(static field => (field.Attributes & NonSerialized) != 0);
        return found;
    }

    /// <summary>
    /// The name in the source: of the property of a backing field, of a captured variable or parameter.
    /// </summary>
    public static string NameOf(FieldInfo field)
    {
        var name = field.Name;
        var end = name.IndexOf('>', StringComparison.Ordinal);
        if (name.StartsWith("<>4__this", StringComparison.Ordinal))
            return "this";
        return name.StartsWith('<') && end > 1 ? name[1..end] : name;
    }

    public static SerializedField[] Of(PickleTypes types, List<FieldInfo> fields)
    {
        var serialized = new SerializedField[fields.Count];
        for (var i = 0; i < serialized.Length; i++)
            serialized[i] = new SerializedField(types, fields[i]);
        return serialized;
    }

    /// <summary>Writes a value of the field.</summary>
    public void Write(Pickler pickler, object? value)
    {
        try
        {
            DeclaredType.Write(pickler, value);
        }
        catch (PicklingException e) when (e.Under($".{NameOf(info)}"))
        {
            throw;
        }
    }

    /// <summary>Sets the field.</summary>
    public void Read(object target, in StackValue value) => info.SetValue(target, DeclaredType.Read(value));
}
