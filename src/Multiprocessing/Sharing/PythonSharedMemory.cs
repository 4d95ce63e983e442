using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Sharing;

/// <summary>
/// Shared memory on a manager's socket, as CPython pickles its own: <c>SharedMemory(name, create, size)</c>.
/// </summary>
internal sealed class PythonSharedMemory() : Formatter(typeof(SharedMemory))
{
    public static readonly PythonGlobal Class = new("multiprocessing.shared_memory", "SharedMemory");

    public override PythonGlobal Global => Class;

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var memory = (SharedMemory)value;
        memory.Lease.HandOver(pickler);
        pickler.WriteGlobal(Global);
        pickler.WriteValue(PythonTuple.Of(memory.Name, false, memory.Size));
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (arguments.Length is 0 or > 4 || arguments.Length > 1 && arguments[1].ToBoolean())
            throw new UnpicklingException("An existing SharedMemory is opened by its name.");

        var name = SegmentName.Arrived(arguments[0].ToText().TrimStart('/'));
        return new(OpenSegments.Arrive(typeof(SharedMemory), name, null, static (memory, _) => memory));
    }
}
