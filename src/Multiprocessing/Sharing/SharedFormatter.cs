using System.Reflection;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Sharing;

/// <summary>Writes an object in shared memory as its class and the name of its segment, and opens it again.</summary>
internal sealed class SharedFormatter(Type type) : Formatter(type)
{
    private const BindingFlags Constructors =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions;

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var shared = (ISharedObject)value;
        shared.Memory.Lease.HandOver(pickler);
        pickler.WriteGlobal(this);
        pickler.WriteValue(
            shared.Place is [var offset, var length]
                ? PythonTuple.Of(shared.Memory.Name, offset, length)
                : PythonTuple.Of(shared.Memory.Name)
        );
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (arguments.Length is not (1 or 3))
            throw new UnpicklingException($"{this} takes the name of a segment, and possibly an offset and a length.");

        long[]? place = arguments.Length == 3 ? [Number(arguments[1]), Number(arguments[2])] : null;
        return new(OpenSegments.Arrive(Type, SegmentName.Arrived(arguments[0].ToText()), place, Make));
    }

    private static long Number(in StackValue value) =>
        value.ToInt64() is >= 0 and var number
            ? number
            : throw new UnpicklingException("A part of shared memory has no negative offset or length.");

    private object Make(SharedMemory memory, long[]? place)
    {
        if (Type == typeof(SharedMemory))
            return memory;
        object[] arguments = place is null ? [memory] : [memory, place[0], place[1]];
        return Activator.CreateInstance(Type, Constructors, binder: null, arguments, culture: null)!;
    }
}
