using System.Numerics;
using Multiprocessing.Pickling;

namespace Multiprocessing.Managers;

/// <summary>What Python calls the types of values: <c>type(value).__name__</c>.</summary>
internal static class PythonNames
{
    public static string TypeOf(object? value) => value switch
    {
        null or DBNull => "NoneType",
        bool => "bool",
        double or float => "float",
        int or long or BigInteger => "int",
        string => "str",
        byte[] => "bytes",
        List<byte> => "bytearray",
        List<object?> => "list",
        PythonTuple => "tuple",
        Dictionary<object, object?> => "dict",
        FrozenItems => "frozenset",
        HashSet<object?> => "set",
        Array => "array.array",
        Slice => "slice",
        Complex => "complex",
        PythonGlobal => "type",
        PythonObject { Callable: PythonGlobal global } => global.Name,
        ProxyReference proxy => proxy.Class,
        _ => value.GetType().Name,
    };

    /// <summary>The letter of the <c>array.array</c> that an array of .NET stands for.</summary>
    public static char ArrayCode(Array array) => array switch
    {
        sbyte[] => 'b',
        short[] => 'h',
        ushort[] => 'H',
        int[] => 'i',
        uint[] => 'I',
        long[] => 'q',
        ulong[] => 'Q',
        float[] => 'f',
        _ => 'd',
    };
}
