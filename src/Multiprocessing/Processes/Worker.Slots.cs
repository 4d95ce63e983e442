using Multiprocessing.Managers;
using Multiprocessing.Pickling;
using Multiprocessing.Pools;

namespace Multiprocessing.Processes;

// Work that comes through shared memory.
internal sealed partial class Worker
{
    private readonly Dictionary<int, FunctionRunner> sharedFunctions = [];

    /// <summary>Runs what is there, until there is nothing and the parent knows that this worker sleeps.</summary>
    private void Run(WorkerSlots shared)
    {
        bool ring;
        do
        {
            while (shared.TryClaim(out var slot)) Run(shared, slot);
        }
        while (!shared.TrySleep(out ring));
        if (ring) connection.Send(Messages.Bell);
    }

    private void Run(WorkerSlots shared, int slot)
    {
        try
        {
            Function(shared, shared.Function(slot)).Run(unpickler, shared.Arguments(slot), pickler, answer.Begin(Message.Results));
            Arrivals.Count();
        }
        catch (Exception exception)
        {
            Failure.Write(exception, pickler, answer);
        }

        if (!shared.TryAnswer(slot, answer.Written, out var ring))
        {
            connection.Send(new PickleWriter().Begin(Message.Slot, slot).WrittenMemory);
            connection.Send(answer.WrittenMemory);
        }
        else if (ring)
        {
            connection.Send(Messages.Bell);
        }
    }

    private FunctionRunner Function(WorkerSlots shared, int at)
    {
        if (!sharedFunctions.TryGetValue(at, out var runner))
            sharedFunctions.Add(at, runner = FunctionRunner.For(Messages.ReadFunction(shared.FunctionAt(at))));
        return runner;
    }
}
