using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// A replaceable value. CPython: <c>multiprocessing.managers.Value</c>, which does not check its type code either.
/// </summary>
internal sealed class ServedValue(object? typeCode, object? value) : ServedObject<ServedValue>
{
    private static readonly MethodTable<ServedValue> Table = new()
    {
        { "get()", static (self, _) => Volatile.Read(ref self.value) },
        { "set(value)", static (self, given) => Volatile.Write(ref self.value, given[0]) },
    };

    private object? value = value;

    protected override MethodTable<ServedValue> Methods => Table;

    public override object? Value() => throw PythonError.TypeOf("a Value cannot be pickled: call get() for its value");

    public override string Repr() => $"Value({PythonText.Repr(typeCode)}, {PythonText.Repr(Volatile.Read(ref value))})";
}
