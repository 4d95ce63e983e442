using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>Makes the shape of a type between a program and its own workers.</summary>
internal static class ShapeFactory
{
    private const string BelongsToProcess = "it belongs to the process that made it.";

    public static Shape Make(PickleTypes types, Type type)
    {
        if (type == typeof(string))
            return new TextShape();
        if (type.IsEnum)
            return new EnumShape(type);
        if (type.IsArray)
            return MakeArray(types, type);
        if (type.IsAssignableTo(typeof(IConvertsTo)))
            return FormattedByAttribute.Of(type).ForApplication(type);
        if (type.IsSubclassOf(typeof(Delegate)))
            return new RefusedShape(type, "a function crosses only as the one that a child or a pool is told to run.");
        if (typeof(Exception).IsAssignableFrom(type))
            return new ExceptionShape(types, type);
        if (typeof(Type).IsAssignableFrom(type))
            return new TypeShape(type);
        return BuiltInTypes.IsFramework(type.Assembly)
            ? MakeBuiltIn(types, type)
            : MakeOwn(type) ?? MakeFields(types, type);
    }

    private static Shape MakeArray(PickleTypes types, Type type)
    {
        var element = type.GetElementType()!;
        if (type.IsSZArray && element == typeof(byte))
            return new BytesShape();
        if (type.IsSZArray && NumbersShape.Of(element) is { } numbers)
            return numbers;
        return BlockShape.Holds(element) ? new BlockShape(type) : new ArrayShape(types, type);
    }

    private static Shape MakeBuiltIn(PickleTypes types, Type type)
    {
        if (!type.IsGenericType)
        {
            return (BuiltInTypes.NameOf(type) is { } scalar ? ScalarShapes.Make(scalar) : null)
                ?? (
                    type == typeof(object) || type == typeof(ValueTuple)
                        ? MakeFields(types, type)
                        : new RefusedShape(type, BelongsToProcess)
                );
        }

        if (type == typeof(List<byte>))
            return new ByteArrayShape();
        var name = BuiltInTypes.NameOf(type.GetGenericTypeDefinition());
        if (name is null)
            return new RefusedShape(type, BelongsToProcess);
        if (
            name.StartsWith("ValueTuple", StringComparison.Ordinal)
            || name.StartsWith("Tuple", StringComparison.Ordinal)
            || name == "KeyValuePair`2"
        )
        {
            return MakeFields(types, type);
        }

        return Collections.Find(types, type)
            ?? (Shape)
                Activator.CreateInstance(
                    Collections.DefinitionFor(name).MakeGenericType(type.GetGenericArguments()),
                    types
                )!;
    }

    /// <summary>
    /// The shape of what stands for a value of Python where no type is declared; null for every other type.
    /// </summary>
    public static Shape? MakeOwn(Type type)
    {
        if (type.Assembly != typeof(ShapeFactory).Assembly)
            return null;
        if (type == typeof(PythonTuple))
            return new PythonTupleShape();
        if (type == typeof(FrozenItems))
            return new FrozenItemsShape();
        if (type == typeof(Slice))
            return new SliceShape();
        if (type == typeof(PythonGlobal))
            return new PythonGlobalShape();
        if (type == typeof(UtcOffset))
            return new UtcOffsetShape();
        return type == typeof(PythonObject) ? new PythonObjectShape() : null;
    }

    /// <summary>The shape of a class or struct that crosses by its fields.</summary>
    public static Shape MakeFields(PickleTypes types, Type type)
    {
        if (type.IsDefined(typeof(System.Runtime.CompilerServices.InlineArrayAttribute), inherit: false))
            return new RefusedShape(type, "it is an inline array.");
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (
                BuiltInTypes.IsFramework(ancestor.Assembly)
                && Member.FieldsOf(ancestor, until: ancestor.BaseType).Count > 0
            )
            {
                return new RefusedShape(
                    type,
                    $"it derives from {TypeName.Display(ancestor)}, whose fields are .NET's own."
                );
            }
        }

        return type.IsValueType ? new StructShape(types, type) : new ObjectShape(types, type);
    }
}
