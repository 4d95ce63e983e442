using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Sharing;

/// <summary>
/// Writes an array that was copied into shared memory as the name of the segment, the type of its elements and their
/// number, and reads it into a new array.
/// </summary>
internal sealed class SharedBlockFormatter(Type type) : Formatter(type)
{
    public override void Write(Pickler pickler, object value) => Write(pickler, (SharedBlock)value, asMemory: false);

    /// <summary>Writes a block.</summary>
    /// <param name="pickler">Where to write it.</param>
    /// <param name="block">The array and its copy.</param>
    /// <param name="asMemory">
    /// Whether the receiver maps it, privately, as <see cref="Memory{T}"/>, instead of reading it into an array.
    /// </param>
    public void Write(Pickler pickler, SharedBlock block, bool asMemory)
    {
        object key = asMemory ? block : block.Array;
        if (pickler.WriteAlias(key))
            return;

        var code = Type.GetTypeCode(block.Array.GetType().GetElementType());
        pickler.WriteGlobal(this);
        pickler.WriteValue(PythonTuple.Of(block.Memory.Name, (int)code, block.Array.Length, asMemory));
        pickler.WriteMadeOf(Opcode.Reduce, key);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (arguments.Length != 4)
            throw new UnpicklingException($"{this} takes the name of a segment, a type, a number of elements, a form.");

        var name = SegmentName.Arrived(arguments[0].ToText());
        var length = arguments[2].ToInt32();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var asMemory = arguments[3].ToBoolean();
        budget.Add(length);
        return new(
            (TypeCode)arguments[1].ToInt32() switch
            {
                TypeCode.Boolean => Obtain<bool>(name, length, asMemory),
                TypeCode.Char => Obtain<char>(name, length, asMemory),
                TypeCode.SByte => Obtain<sbyte>(name, length, asMemory),
                TypeCode.Byte => Obtain<byte>(name, length, asMemory),
                TypeCode.Int16 => Obtain<short>(name, length, asMemory),
                TypeCode.UInt16 => Obtain<ushort>(name, length, asMemory),
                TypeCode.Int32 => Obtain<int>(name, length, asMemory),
                TypeCode.UInt32 => Obtain<uint>(name, length, asMemory),
                TypeCode.Int64 => Obtain<long>(name, length, asMemory),
                TypeCode.UInt64 => Obtain<ulong>(name, length, asMemory),
                TypeCode.Single => Obtain<float>(name, length, asMemory),
                TypeCode.Double => Obtain<double>(name, length, asMemory),
                _ => throw new UnpicklingException("Such elements do not cross in shared memory."),
            }
        );
    }

    private static object Obtain<T>(string name, int length, bool asMemory)
        where T : unmanaged => asMemory ? (object)Map<T>(name, length) : Read<T>(name, length);

    private static unsafe Memory<T> Map<T>(string name, int length)
        where T : unmanaged
    {
        var memory = SharedMemory.OpenPrivate(name);
        if (memory.Size / sizeof(T) >= length)
            return new SharedMemoryManager<T>(memory, 0, length).Memory;

        memory.Dispose();
        throw new UnpicklingException($"The shared memory '{name}' is shorter than the array in it.");
    }

    private static unsafe T[] Read<T>(string name, int length)
        where T : unmanaged
    {
        using var reader = new SegmentReader(name);
        if (reader.Size / sizeof(T) < length)
            throw new UnpicklingException($"The shared memory '{name}' is shorter than the array in it.");

        var array = GC.AllocateUninitializedArray<T>(length);
        fixed (T* start = array)
            reader.Read((byte*)start, (long)length * sizeof(T));
        return array;
    }
}

/// <summary>Arrays that cross in shared memory.</summary>
internal sealed class SharedBlockFormattersAttribute : FormattedByAttribute
{
    public override Formatter ForApplication(Type type) => new SharedBlockFormatter(type);

    public override Formatter ForPython(Type type) =>
        new RefusedFormatter(type, "it is a part of a message between a pool and its workers.");
}
