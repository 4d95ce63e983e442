using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;
using Multiprocessing.Platform;
using Multiprocessing.Processes;

namespace Multiprocessing.Sharing.Pipes;

/// <summary>Ends of pipes over descriptors, and how a child is given one.</summary>
internal static class PipeEnds
{
    public static PipeConnection Make(Descriptor descriptor, bool canReceive, bool canSend) =>
        new(new DescriptorConnection(descriptor) { ReadsAhead = false }, canReceive, canSend);
}

/// <summary>An end is sent as the number of its descriptor, which goes to the child on its own way.</summary>
internal sealed class PipeFormatterAttribute : FormattedByAttribute
{
    public override Formatter ForApplication(Type type) => new PipeFormatter();

    public override Formatter ForPython(Type type) =>
        new RefusedFormatter(type, "a manager's server cannot be given a descriptor. Use a queue of the manager.");
}

/// <summary>Writes and reads the end of a pipe.</summary>
internal sealed class PipeFormatter() : Formatter(typeof(PipeConnection))
{
    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var end = (PipeConnection)value;
        if (pickler.Descriptors is not { } descriptors || end.Descriptor is not { } descriptor)
        {
            throw new PicklingException(
                "The end of a pipe can only be an argument of a child that is started with it, on Linux and macOS: "
                    + "a process that runs already, as the worker of a pool, cannot be given a descriptor. "
                    + "Start a ChildProcess with it, or use a SharedQueue."
            );
        }

        pickler.WriteGlobal(this);
        pickler.WriteValue(PythonTuple.Of(descriptors.Count, descriptor.Value, end.CanReceive, end.CanSend));
        pickler.WriteMadeOf(Opcode.Reduce, value);
        descriptors.Add(descriptor);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget) =>
        arguments.Length == 4
            ? new(
                PipeEnds.Make(
                    GivenDescriptors.Take(arguments[0].ToInt32(), arguments[1].ToInt32()),
                    arguments[2].ToBoolean(),
                    arguments[3].ToBoolean()
                )
            )
            : throw new UnpicklingException($"{this} takes an index, a descriptor and two directions.");
}
