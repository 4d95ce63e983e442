using System.Collections;
using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>Creates the formatter of a type that is written as its Python equivalent.</summary>
internal static class PythonFormatterResolver
{
    public static Formatter Make(Type type)
    {
        if (type.IsEnum)
            return new BareFormatter(new EnumFormatter(type));
        if (type.IsArray)
            return MakeArray(type);
        if (type.IsAssignableTo(typeof(IConvertsTo)))
            return FormattedByAttribute.Of(type).ForPython(type);
        if (BuiltInTypes.NameOf(type) is { } scalar && ScalarFormatters.Make(scalar) is { } formatter)
        {
            return PythonLibraryFormatters.Make(scalar)
                ?? (IsNumber(type) ? new BareFormatter((ScalarFormatter)formatter) : Refuse(type));
        }

        if (type == typeof(string))
            return new TextFormatter();
        if (type == typeof(List<byte>))
            return new ByteArrayFormatter();
        if (FormatterResolver.MakeOwn(type) is { } own)
            return own;
        type = BuiltInTypes.IsFramework(type.Assembly) ? BuiltInTypes.Published(type) : type;
        if (RarerPythonForms.Make(type) is { } rarer)
            return rarer;
        return
            BuiltInTypes.IsFramework(type.Assembly)
            && type.IsGenericType
            && BuiltInTypes.NameOf(type.GetGenericTypeDefinition()) is not null
            ? MakeCollection(type)
            : Refuse(type);
    }

    private static bool IsNumber(Type type) =>
        type.IsPrimitive || type.Name is "BigInteger" or "Int128" or "UInt128" or "Half" or "Complex";

    private static RefusedFormatter Refuse(Type type) =>
        new(
            type,
            (
                BuiltInTypes.IsFramework(type.Assembly) && !type.IsArray
                    ? RefusalReasons.OfPython(type) ?? RefusalReasons.Find(type)
                    : null
            ) ?? "it has no Python equivalent and is not registered."
        );

    private static Formatter MakeArray(Type type)
    {
        if (type == typeof(byte[]))
            return new BytesFormatter();
        if (!type.IsSZArray)
            return type.GetArrayRank() == 1 ? Refuse(type) : new NestedListFormatter(type);
        return NumbersFormatter.Of(type.GetElementType()!) ?? (Formatter)new PlainListFormatter(type);
    }

    private static Formatter MakeCollection(Type type)
    {
        if (type.IsValueType && PickleTypes.Application.FormatterOf(type) is ContentFormatter content)
            return new PlainContentFormatter(content);
        if (type.IsAssignableTo(typeof(ITuple)) || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            return new PlainTupleFormatter(type);
        if (type.IsAssignableTo(typeof(IDictionary)))
            return new PlainDictionaryFormatter(type);
        foreach (var contract in type.GetInterfaces())
        {
            if (contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IReadOnlySet<>))
                return type.Name == "FrozenSet`1" ? new PlainFrozenSetFormatter(type) : new PlainSetFormatter(type);
        }

        return new PlainListFormatter(type);
    }
}
