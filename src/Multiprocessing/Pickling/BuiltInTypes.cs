using System.Numerics;
using System.Reflection;

namespace Multiprocessing.Pickling;

/// <summary>The closed set: the framework's types that can be pickled, each with a short name.</summary>
internal static partial class BuiltInTypes
{
    private static readonly object CacheLock = new();
    private static Dictionary<Assembly, bool> frameworks = new(ReferenceEqualityComparer.Instance);

    /// <summary>The short name of a type or generic definition in the closed set; null for all others.</summary>
    public static string? NameOf(Type type)
    {
        if (type.IsGenericType && !type.IsGenericTypeDefinition || type.HasElementType || !IsFramework(type.Assembly))
            return null;
        return type.Namespace switch
        {
            "System" => NameOfSystem(type.Name),
            "System.Numerics" => type.Name is "BigInteger" or "Complex" ? type.Name : NameOfRarer(type),
            "System.Text" => type.Name is "Rune" ? type.Name : NameOfRarer(type),
            "System.Collections.Generic"
            or "System.Collections.ObjectModel"
            or "System.Collections.Immutable"
            or "System.Collections.Concurrent"
            or "System.Collections.Frozen" => FindCollection(type.Name) == type ? type.Name : null,
            _ => NameOfRarer(type),
        };
    }

    /// <summary>The type or generic definition with a short name; null if there is none.</summary>
    public static Type? Find(string name) =>
        name.Contains('`') ? FindTuple(name) ?? FindCollection(name) : FindPlain(name);

    /// <summary>
    /// Whether an assembly belongs to .NET itself: of its types, only those in the closed set can be pickled.
    /// </summary>
    public static bool IsFramework(Assembly assembly)
    {
        if (frameworks.TryGetValue(assembly, out var known))
            return known;
        var framework = !assembly.IsDynamic && HasFrameworkKey(assembly.FullName!);
        lock (CacheLock)
            frameworks = new Dictionary<Assembly, bool>(frameworks, frameworks.Comparer) { [assembly] = framework };
        return framework;
    }

    // The keys that the assemblies of .NET and ASP.NET are signed with. Their location says less: a self-contained
    // program has all assemblies in one folder. Read from the full name, since Assembly.GetName loads ICU (6 ms): the
    // cold-start rule (Processes/Spawning/README.md).
    private static bool HasFrameworkKey(string fullName) =>
        fullName[(fullName.LastIndexOf('=') + 1)..]
            is "7cec85d7bea7798e"
                or "b03f5f7f11d50a3a"
                or "b77a5c561934e089"
                or "cc7b13ffcd2ddd51"
                or "31bf3856ad364e35"
                or "adb9793829ddae60";

    private static string? NameOfSystem(string name) =>
        name switch
        {
            "Object" => "object",
            "String" => "string",
            "Boolean" => "bool",
            "Char" => "char",
            "SByte" => "sbyte",
            "Byte" => "byte",
            "Int16" => "short",
            "UInt16" => "ushort",
            "Int32" => "int",
            "UInt32" => "uint",
            "Int64" => "long",
            "UInt64" => "ulong",
            "Single" => "float",
            "Double" => "double",
            "Decimal" => "decimal",
            "Int128"
            or "UInt128"
            or "Half"
            or "DateTime"
            or "DateTimeOffset"
            or "TimeSpan"
            or "DateOnly"
            or "TimeOnly"
            or "Guid"
            or "Version"
            or "Uri"
            or "Index"
            or "Range"
            or "Type"
            or "DBNull"
            or "ValueTuple"
            or "TimeZoneInfo" => name,
            "Nullable`1" => name,
            _ => FindTuple(name) is null ? null : name,
        };

    private static Type? FindPlain(string name) =>
        name switch
        {
            "object" => typeof(object),
            "string" => typeof(string),
            "bool" => typeof(bool),
            "char" => typeof(char),
            "sbyte" => typeof(sbyte),
            "byte" => typeof(byte),
            "short" => typeof(short),
            "ushort" => typeof(ushort),
            "int" => typeof(int),
            "uint" => typeof(uint),
            "long" => typeof(long),
            "ulong" => typeof(ulong),
            "float" => typeof(float),
            "double" => typeof(double),
            "decimal" => typeof(decimal),
            _ => FindStruct(name),
        };

    private static Type? FindStruct(string name) =>
        name switch
        {
            "Int128" => typeof(Int128),
            "UInt128" => typeof(UInt128),
            "Half" => typeof(Half),
            "BigInteger" => typeof(BigInteger),
            "Complex" => typeof(Complex),
            "Rune" => typeof(System.Text.Rune),
            "DateTime" => typeof(DateTime),
            "DateTimeOffset" => typeof(DateTimeOffset),
            "TimeSpan" => typeof(TimeSpan),
            "DateOnly" => typeof(DateOnly),
            "TimeOnly" => typeof(TimeOnly),
            "Guid" => typeof(Guid),
            "Version" => typeof(Version),
            "Uri" => typeof(Uri),
            "Index" => typeof(Index),
            "Range" => typeof(Range),
            "Type" => typeof(Type),
            "DBNull" => typeof(DBNull),
            "ValueTuple" => typeof(ValueTuple),
            "TimeZoneInfo" => typeof(TimeZoneInfo),
            _ => FindRarer(name),
        };

    private static Type? FindTuple(string name) =>
        name switch
        {
            "Nullable`1" => typeof(Nullable<>),
            "ValueTuple`1" => typeof(ValueTuple<>),
            "ValueTuple`2" => typeof(ValueTuple<,>),
            "ValueTuple`3" => typeof(ValueTuple<,,>),
            "ValueTuple`4" => typeof(ValueTuple<,,,>),
            "ValueTuple`5" => typeof(ValueTuple<,,,,>),
            "ValueTuple`6" => typeof(ValueTuple<,,,,,>),
            "ValueTuple`7" => typeof(ValueTuple<,,,,,,>),
            "ValueTuple`8" => typeof(ValueTuple<,,,,,,,>),
            "Tuple`1" => typeof(Tuple<>),
            "Tuple`2" => typeof(Tuple<,>),
            "Tuple`3" => typeof(Tuple<,,>),
            "Tuple`4" => typeof(Tuple<,,,>),
            "Tuple`5" => typeof(Tuple<,,,,>),
            "Tuple`6" => typeof(Tuple<,,,,,>),
            "Tuple`7" => typeof(Tuple<,,,,,,>),
            "Tuple`8" => typeof(Tuple<,,,,,,,>),
            "Memory`1" => typeof(Memory<>),
            "ReadOnlyMemory`1" => typeof(ReadOnlyMemory<>),
            "ArraySegment`1" => typeof(ArraySegment<>),
            _ => null,
        };

    private static Type? FindCollection(string name) =>
        name switch
        {
            "List`1" => typeof(List<>),
            "Dictionary`2" => typeof(Dictionary<,>),
            "KeyValuePair`2" => typeof(KeyValuePair<,>),
            "HashSet`1" => typeof(HashSet<>),
            "Queue`1" => typeof(Queue<>),
            _ => FindRarerCollection(name),
        };
}
