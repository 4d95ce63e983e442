using System.Collections;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>Creates the formatter of a type between a program and its own workers.</summary>
internal static class FormatterResolver
{
    public static Formatter Make(PickleTypes types, Type type)
    {
        if (type == typeof(string))
            return new TextFormatter();
        if (type.IsEnum)
            return new EnumFormatter(type);
        if (type.IsArray)
            return MakeArray(types, type);
        if (type.IsAssignableTo(typeof(IConvertsTo)))
            return FormattedByAttribute.Of(type).ForApplication(type);
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return new RefusedFormatter(type, "pass a function only as the one that a child or a pool runs.");
        }

        if (typeof(Exception).IsAssignableFrom(type))
            return new ExceptionFormatter(types, type);
        if (typeof(Type).IsAssignableFrom(type))
            return new TypeFormatter(type);
        return BuiltInTypes.IsFramework(type.Assembly)
            ? MakeBuiltIn(types, type)
            : MakeOwn(type) ?? MakeFields(types, type);
    }

    private static Formatter MakeArray(PickleTypes types, Type type)
    {
        var element = type.GetElementType()!;
        if (type.IsSZArray && element == typeof(byte))
            return new BytesFormatter();
        if (type.IsSZArray && NumbersFormatter.Of(element) is { } numbers)
            return numbers;
        return BlockFormatter.CanHold(element) ? new BlockFormatter(type) : new ArrayFormatter(types, type);
    }

    private static Formatter MakeBuiltIn(PickleTypes types, Type type)
    {
        if (type == typeof(List<byte>))
            return new ByteArrayFormatter();
        var published = BuiltInTypes.Published(type);
        var name = BuiltInTypes.NameOf(published.IsGenericType ? published.GetGenericTypeDefinition() : published);
        if (name is null)
            return FSharpFormatters.Find(types, type) ?? new RefusedFormatter(type, RefusalReasons.Of(type));
        if (!published.IsGenericType)
        {
            return ScalarFormatters.Make(name)
                ?? RarerFormatters.Make(types, published, name)
                ?? new RefusedFormatter(type, RefusalReasons.Of(type));
        }

        if (
            name.StartsWith("ValueTuple", StringComparison.Ordinal)
            || name.StartsWith("Tuple", StringComparison.Ordinal)
            || name == "KeyValuePair`2"
        )
        {
            return MakeFields(types, type);
        }

        return CollectionFormatters.Find(types, type)
            ?? (Formatter)
                Activator.CreateInstance(
                    CollectionFormatters.DefinitionFor(name).MakeGenericType(published.GetGenericArguments()),
                    types
                )!;
    }

    /// <summary>
    /// The formatter of a type of this library that represents a Python value where no type is declared, or that cannot
    /// be sent; null for all other types.
    /// </summary>
    public static Formatter? MakeOwn(Type type)
    {
        if (type.Assembly != typeof(FormatterResolver).Assembly)
            return null;
        if (type == typeof(PythonTuple))
            return new PythonTupleFormatter();
        if (type == typeof(FrozenItems))
            return new FrozenItemsFormatter();
        if (type == typeof(Slice))
            return new SliceFormatter();
        if (type == typeof(PythonGlobal))
            return new PythonGlobalFormatter();
        if (type == typeof(UtcOffset))
            return new UtcOffsetFormatter();
        if (type == typeof(PythonObject))
            return new PythonObjectFormatter();
        return RefusalReasons.OfOwn(type) is { } reason ? new RefusedFormatter(type, reason) : null;
    }

    /// <summary>The formatter of a class or struct that is pickled by its fields.</summary>
    public static Formatter MakeFields(PickleTypes types, Type type)
    {
        if (type.IsDefined(typeof(System.Runtime.CompilerServices.InlineArrayAttribute), inherit: false))
            return new RefusedFormatter(type, "it is an inline array.");
        if (RefusalReasons.OfIterator(type) is { } iterator)
            return new RefusedFormatter(type, iterator);
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (
                BuiltInTypes.IsFramework(ancestor.Assembly)
                && SerializedField.FieldsOf(ancestor, until: ancestor.BaseType).Count > 0
            )
            {
                return new RefusedFormatter(
                    type,
                    RefusalReasons.Find(ancestor) is { } reason && !ancestor.IsAssignableTo(typeof(IEnumerable))
                        ? $"it derives from {TypeName.Display(ancestor)}: {reason}"
                        : $"it derives from {TypeName.Display(ancestor)}, whose fields are internal to .NET; "
                            + "hold one in a field instead."
                );
            }
        }

        return type.IsValueType ? new StructFormatter(types, type) : new ObjectFormatter(types, type);
    }
}
