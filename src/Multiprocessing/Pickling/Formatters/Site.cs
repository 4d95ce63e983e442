namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// A place whose type is declared: a field, or the items of a collection. There a scalar needs no type.
/// </summary>
internal sealed class Site
{
    private readonly ScalarShape? scalar;

    public Site(PickleTypes types, Type type)
    {
        Type = type;
        if (type.IsValueType)
            scalar = types.ShapeOf(Nullable.GetUnderlyingType(type) ?? type) as ScalarShape;
    }

    public Type Type { get; }

    public void Write(Pickler pickler, object? value)
    {
        if (scalar is null || value is null)
            pickler.WriteValue(value);
        else
            scalar.WriteBare(pickler, value);
    }

    public object? Read(in Slot slot)
    {
        if (scalar is null)
            return Conversion.To(Type, slot);
        if (!slot.IsNone)
            return scalar.Read(slot);
        return Nullable.GetUnderlyingType(Type) is not null ? null : throw slot.Unexpected(TypeName.Display(Type));
    }
}
