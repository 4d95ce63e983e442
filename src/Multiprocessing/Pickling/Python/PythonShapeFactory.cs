using System.Collections;
using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>Makes the shape of a type that crosses as its Python twin.</summary>
internal static class PythonShapeFactory
{
    public static Shape Make(Type type)
    {
        if (type.IsEnum)
            return new BareShape(new EnumShape(type));
        if (type.IsArray)
            return MakeArray(type);
        if (type.IsAssignableTo(typeof(IConvertsTo)))
            return FormattedByAttribute.Of(type).ForPython(type);
        if (BuiltInTypes.NameOf(type) is { } scalar && ScalarShapes.Make(scalar) is { } shape)
            return TwinShapes.Make(scalar) ?? (IsNumber(type) ? new BareShape((ScalarShape)shape) : Refuse(type));
        if (type == typeof(string))
            return new TextShape();
        if (type == typeof(List<byte>))
            return new ByteArrayShape();
        if (ShapeFactory.MakeOwn(type) is { } own)
            return own;
        return
            BuiltInTypes.IsFramework(type.Assembly)
            && type.IsGenericType
            && BuiltInTypes.NameOf(type.GetGenericTypeDefinition()) is not null
            ? MakeCollection(type)
            : Refuse(type);
    }

    private static bool IsNumber(Type type) =>
        type.IsPrimitive || type.Name is "BigInteger" or "Int128" or "UInt128" or "Half" or "Complex";

    private static RefusedShape Refuse(Type type) => new(type, "it has no twin in Python, and was not registered.");

    private static Shape MakeArray(Type type)
    {
        if (type == typeof(byte[]))
            return new BytesShape();
        if (!type.IsSZArray)
            return type.GetArrayRank() == 1 ? Refuse(type) : new NestedListShape(type);
        return NumbersShape.Of(type.GetElementType()!) ?? (Shape)new PlainListShape(type);
    }

    private static Shape MakeCollection(Type type)
    {
        if (type.IsAssignableTo(typeof(ITuple)) || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            return new PlainTupleShape(type);
        if (type.IsAssignableTo(typeof(IDictionary)))
            return new PlainDictionaryShape(type);
        foreach (var contract in type.GetInterfaces())
        {
            if (contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IReadOnlySet<>))
                return new PlainSetShape(type);
        }

        return new PlainListShape(type);
    }
}
