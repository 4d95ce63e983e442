using System.Numerics;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>Python's names of the types of values: <c>type(value).__name__</c>.</summary>
internal static class PythonNames
{
    public static string TypeOf(object? value) =>
        value switch
        {
            null or DBNull => "NoneType",
            bool => "bool",
            double or float => "float",
            int or long or BigInteger => "int",
            string => "str",
            byte[] when PythonBytes.Of(value) is not null => "bytes",
            List<byte> => "bytearray",
            List<object?> => "list",
            PythonTuple => "tuple",
            Dictionary<object, object?> => "dict",
            FrozenItems => "frozenset",
            HashSet<object?> => "set",
            Array => "array.array",
            Slice => "slice",
            Complex => "complex",
            PythonGlobal("builtins", "Ellipsis") => "ellipsis",
            PythonGlobal("builtins", "NotImplemented") => "NotImplementedType",
            PythonGlobal => "type",
            decimal => "decimal.Decimal",
            DateTime or DateTimeOffset => "datetime.datetime",
            DateOnly => "datetime.date",
            TimeOnly => "datetime.time",
            TimeSpan => "datetime.timedelta",
            UtcOffset => "datetime.timezone",
            Guid => "UUID",
            PythonObject { Callable: PythonGlobal("collections", "deque" or "defaultdict" or "OrderedDict") global } =>
                $"collections.{global.Name}",
            PythonObject { Callable: PythonGlobal global } => global.Name,
            ProxyReference proxy => proxy.Class,
            _ => value.GetType().Name,
        };
}
