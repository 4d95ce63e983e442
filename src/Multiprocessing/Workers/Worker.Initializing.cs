namespace Multiprocessing.Workers;

// What a worker runs once, before its first task.
internal sealed partial class Worker
{
    private bool Initialize()
    {
        connection.Send(answer.Begin(MessageKind.Initializing).WrittenMemory);
        if (!connection.Receive(out var message))
            throw new EndOfStreamException("The parent has ended.");

        try
        {
            var function = WorkerProtocol.ReadFunction(message.Span, out var arguments);
            FunctionRunner.For(function).Run(unpickler, arguments, pickler, answer.Begin(MessageKind.Results));
            TaskBoundary.ValuesArrived?.Invoke();
        }
        catch (Exception exception)
        {
            Fail(exception);
            return false;
        }

        connection.ReleaseReceived();
        return true;
    }
}
