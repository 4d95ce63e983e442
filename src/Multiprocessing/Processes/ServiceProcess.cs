using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes;

/// <summary>A child process that runs functions, one after another, as its parent calls them.</summary>
internal sealed class ServiceProcess : ChildProcess
{
    private readonly Lock calls = new();
    private readonly PickleWriter message = new();
    private int functions;

    private ServiceProcess(string name, ProcessHandle process, Connection connection, SpawnedProcess? spawned)
        : base(name, process, connection, spawned) { }

    /// <summary>Starts a child that runs this program's module and then waits for calls.</summary>
    /// <inheritdoc cref="ChildProcess.Start(Action, ChildProcessOptions?)"/>
    public static ServiceProcess Start(ChildProcessOptions options)
    {
        if (StartMethods.UnsupportedReason(options.StartMethod) is { } reason)
            throw new PlatformNotSupportedException(reason);

        ProgramModule.Enter(CurrentProcess.Module);
        var name = options.Name ?? CurrentProcess.NameChild("service");
        if (options.StartMethod == StartMethod.Spawn)
        {
            var spawned = SpawnedProcess.Start(options, name, CurrentProcess.Module, maxChunks: 0);
            return new(name, spawned.Process, spawned.Connection, spawned);
        }

        var (connection, process) = ForkedProcess.Start(name, worker => worker.Run(module: null, tasks: 0));
        return new(name, process, connection, null);
    }

    /// <summary>Runs a function in the child and waits for its result.</summary>
    /// <exception cref="WorkerLostException">The child has ended.</exception>
    /// <exception cref="Exception">The exception that the function threw.</exception>
    public TResult Call<T, TResult>(Func<T, TResult> function, T argument)
    {
        lock (calls)
        {
            try
            {
                message.WriteFunction(function);
                Connection.Send(message.WrittenMemory);
                new Pickler(PickleTypes.Application).Dump<T[]>(
                    [argument],
                    message.Begin(MessageKind.Chunk, functions++)
                );
                Connection.Send(message.WrittenMemory);
                while (Connection.Receive(out var answer))
                {
                    switch (WorkerProtocol.Kind(answer.Span))
                    {
                        case MessageKind.Results:
                            return new Unpickler(PickleTypes.Application).Load<TResult[]>(answer.Span[1..])[0];
                        case MessageKind.Failed:
                            ExceptionMessage.Throw(
                                ExceptionMessage.Read(answer.Span, new Unpickler(PickleTypes.Application))
                            );
                            break;
                    }
                }
            }
            catch (EndOfStreamException)
            {
                // Reported below.
            }

            throw Lost();
        }
    }
}
