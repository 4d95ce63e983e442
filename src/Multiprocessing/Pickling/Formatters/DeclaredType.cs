namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// The declared type of a field or of a collection's items. A scalar of that type is written without its type.
/// </summary>
internal sealed class DeclaredType
{
    private readonly ScalarFormatter? scalar;

    public DeclaredType(PickleTypes types, Type type)
    {
        Type = type;
        if (type.IsValueType)
            scalar = types.FormatterOf(Nullable.GetUnderlyingType(type) ?? type) as ScalarFormatter;
    }

    public Type Type { get; }

    /// <summary>Whether a value is whole as soon as it is read, whatever the rest of the message holds.</summary>
    public bool IsWholeAtOnce => scalar is not null || Type == typeof(string);

    public void Write(Pickler pickler, object? value)
    {
        if (scalar is null || value is null)
            pickler.WriteValue(value);
        else
            scalar.WriteBare(pickler, value);
    }

    public object? Read(in StackValue stackValue)
    {
        if (scalar is null)
            return Conversion.To(Type, stackValue);
        if (!stackValue.IsNone)
            return scalar.Read(stackValue);
        return Nullable.GetUnderlyingType(Type) is not null
            ? null
            : throw stackValue.Unexpected(TypeName.Display(Type));
    }
}
