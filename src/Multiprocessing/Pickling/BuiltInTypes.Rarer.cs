namespace Multiprocessing.Pickling;

// Types of assemblies that are not loaded in every child: the cold-start rule (Processes/Spawning/README.md). A method
// names the types of one assembly, and is called only for a name of one of them.
internal static partial class BuiltInTypes
{
    /// <summary>
    /// The type in the closed set that a class internal to .NET stands for, such as the abstract class that it derives
    /// from; any other type itself.
    /// </summary>
    public static Type Published(Type type)
    {
        if (type.IsVisible)
            return type;
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (
                ancestor.Name is "FrozenSet`1" or "FrozenDictionary`2" or "IPAddress" or "JsonValue"
                && NameOf(ancestor.IsGenericType ? ancestor.GetGenericTypeDefinition() : ancestor) is not null
            )
            {
                return ancestor;
            }
        }

        return type;
    }

    private static string? NameOfRarer(Type type) =>
        (type.Namespace, type.Name) switch
        {

            (
                "System.Numerics",
                "Vector2"
                    or "Vector3"
                    or "Vector4"
                    or "Quaternion"
                    or "Plane"
                    or "Matrix3x2"
                    or "Matrix4x4"
            )
            or
            ("System.Drawing", "Point" or "PointF" or "Size" or "SizeF" or "Rectangle" or "RectangleF" or "Color")
            or
            ("System.Text", "StringBuilder")
            or
            ("System.Collections", "BitArray")
            or
            ("System.Net", "IPAddress" or "IPEndPoint")
            or
            ("System.Text.Json", "JsonElement" or "JsonDocument")
            or ("System.Text.Json.Nodes", "JsonObject" or "JsonArray" or "JsonValue") => type.Name,
            _ => null,
        };

    private static Type? FindRarer(string name) =>
        name switch
        {
            "StringBuilder" => typeof(System.Text.StringBuilder),
            "BitArray" => FindBits(),
            "IPAddress" or "IPEndPoint" => FindAddress(name),
            _ when name.StartsWith("Json", StringComparison.Ordinal) => FindJson(name),
            _ => FindVector(name) ?? FindShape(name),
        };

    private static Type FindBits() => typeof(System.Collections.BitArray);

    private static Type FindAddress(string name) =>
        name == "IPAddress" ? typeof(System.Net.IPAddress) : typeof(System.Net.IPEndPoint);

    private static Type? FindJson(string name) =>
        name switch
        {
            "JsonElement" => typeof(System.Text.Json.JsonElement),
            "JsonDocument" => typeof(System.Text.Json.JsonDocument),
            "JsonObject" => typeof(System.Text.Json.Nodes.JsonObject),
            "JsonArray" => typeof(System.Text.Json.Nodes.JsonArray),
            "JsonValue" => typeof(System.Text.Json.Nodes.JsonValue),
            _ => null,
        };

    private static Type? FindVector(string name) =>
        name switch
        {
            "Vector2" => typeof(System.Numerics.Vector2),
            "Vector3" => typeof(System.Numerics.Vector3),
            "Vector4" => typeof(System.Numerics.Vector4),
            "Quaternion" => typeof(System.Numerics.Quaternion),
            "Plane" => typeof(System.Numerics.Plane),
            "Matrix3x2" => typeof(System.Numerics.Matrix3x2),
            "Matrix4x4" => typeof(System.Numerics.Matrix4x4),
            _ => null,
        };

    private static Type? FindShape(string name) =>
        name switch
        {
            "Point" => typeof(System.Drawing.Point),
            "PointF" => typeof(System.Drawing.PointF),
            "Size" => typeof(System.Drawing.Size),
            "SizeF" => typeof(System.Drawing.SizeF),
            "Rectangle" => typeof(System.Drawing.Rectangle),
            "RectangleF" => typeof(System.Drawing.RectangleF),
            "Color" => typeof(System.Drawing.Color),
            _ => null,
        };

    private static Type? FindRarerCollection(string name) =>
        name switch
        {
            "Stack`1" => typeof(Stack<>),
            "LinkedList`1" => typeof(LinkedList<>),
            "SortedDictionary`2" => typeof(SortedDictionary<,>),
            "SortedList`2" => typeof(SortedList<,>),
            "SortedSet`1" => typeof(SortedSet<>),
            "ReadOnlyCollection`1" => typeof(System.Collections.ObjectModel.ReadOnlyCollection<>),
            _ when name.StartsWith("Concurrent", StringComparison.Ordinal) => FindConcurrentCollection(name),
            _ => FindImmutableCollection(name),
        };

    private static Type? FindConcurrentCollection(string name) =>
        name switch
        {
            "ConcurrentDictionary`2" => typeof(System.Collections.Concurrent.ConcurrentDictionary<,>),
            "ConcurrentQueue`1" => typeof(System.Collections.Concurrent.ConcurrentQueue<>),
            "ConcurrentStack`1" => typeof(System.Collections.Concurrent.ConcurrentStack<>),
            "ConcurrentBag`1" => typeof(System.Collections.Concurrent.ConcurrentBag<>),
            _ => null,
        };

    private static Type? FindImmutableCollection(string name) =>
        name switch
        {
            "ImmutableArray`1" => typeof(System.Collections.Immutable.ImmutableArray<>),
            "ImmutableList`1" => typeof(System.Collections.Immutable.ImmutableList<>),
            "ImmutableQueue`1" => typeof(System.Collections.Immutable.ImmutableQueue<>),
            "ImmutableStack`1" => typeof(System.Collections.Immutable.ImmutableStack<>),
            "ImmutableHashSet`1" => typeof(System.Collections.Immutable.ImmutableHashSet<>),
            "ImmutableDictionary`2" => typeof(System.Collections.Immutable.ImmutableDictionary<,>),
            "ImmutableSortedSet`1" => typeof(System.Collections.Immutable.ImmutableSortedSet<>),
            "ImmutableSortedDictionary`2" => typeof(System.Collections.Immutable.ImmutableSortedDictionary<,>),
            "FrozenSet`1" => typeof(System.Collections.Frozen.FrozenSet<>),
            "FrozenDictionary`2" => typeof(System.Collections.Frozen.FrozenDictionary<,>),
            _ => null,
        };
}
