using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Processes;

namespace Multiprocessing;

public partial class ChildProcess
{
    /// <summary>Starts a child that runs a function.</summary>
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="options">How to start it.</param>
    /// <exception cref="CapturedVariablesException">The function captured variables.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine lacks the start method.</exception>
    /// <exception cref="UnsafeForkException">This process may not fork.</exception>
    /// <exception cref="ProcessStartException">The system did not start the process.</exception>
    public static ChildProcess Start(Action function, ChildProcessOptions? options = null) =>
        Start(new ActionRunner(function), 0, options, (name, process, connection, spawned) => new ChildProcess(name, process, connection, spawned));

    /// <summary>Starts a child that runs a function of one argument.</summary>
    /// <inheritdoc cref="Start(Action, ChildProcessOptions?)"/>
    /// <exception cref="PicklingException">The argument cannot cross to a spawned child.</exception>
    public static ChildProcess Start<T>(Action<T> function, T argument, ChildProcessOptions? options = null) =>
        Start(new ActionRunner<T>(function), argument, options, (name, process, connection, spawned) => new ChildProcess(name, process, connection, spawned));

    /// <summary>Starts a child that runs a function of two arguments.</summary>
    /// <inheritdoc cref="Start{T}(Action{T}, T, ChildProcessOptions?)"/>
    public static ChildProcess Start<T1, T2>(Action<T1, T2> function, T1 argument1, T2 argument2, ChildProcessOptions? options = null) =>
        Start(new ActionRunner<T1, T2>(function), (argument1, argument2), options, (name, process, connection, spawned) => new ChildProcess(name, process, connection, spawned));

    /// <summary>Starts a child that runs a function and gives its result back.</summary>
    /// <inheritdoc cref="Start(Action, ChildProcessOptions?)"/>
    public static ChildProcess<TResult> Start<TResult>(Func<TResult> function, ChildProcessOptions? options = null) =>
        Start(new FuncRunner<TResult>(function), 0, options, ChildProcess<TResult>.Make);

    /// <summary>Starts a child that runs a function of one argument and gives its result back.</summary>
    /// <inheritdoc cref="Start{T}(Action{T}, T, ChildProcessOptions?)"/>
    public static ChildProcess<TResult> Start<T, TResult>(Func<T, TResult> function, T argument, ChildProcessOptions? options = null) =>
        Start(new FuncRunner<T, TResult>(function), argument, options, ChildProcess<TResult>.Make);

    /// <summary>Starts a child that runs a function of two arguments and gives its result back.</summary>
    /// <inheritdoc cref="Start{T}(Action{T}, T, ChildProcessOptions?)"/>
    public static ChildProcess<TResult> Start<T1, T2, TResult>(Func<T1, T2, TResult> function, T1 argument1, T2 argument2, ChildProcessOptions? options = null) =>
        Start(new FuncRunner<T1, T2, TResult>(function), (argument1, argument2), options, ChildProcess<TResult>.Make);

    private protected delegate TChild Make<TChild>(string name, ProcessHandle process, Connection connection, SpawnedProcess? spawned);

    private static TChild Start<TArgument, TChild>(FunctionRunner<TArgument> runner, TArgument argument, ChildProcessOptions? options, Make<TChild> make)
    {
        options ??= new();
        if (StartMethods.WhyNot(options.StartMethod) is { } reason) throw new PlatformNotSupportedException(reason);

        FunctionReference.To(runner.Function); // what no process could find is refused under every start method
        var module = Module.Of(runner.Function);
        if (options.StartMethod == StartMethod.Fork || module == CurrentProcess.Module) Module.Enter(module);
        var name = options.Name ?? CurrentProcess.NameChild("process");
        return options.StartMethod == StartMethod.Fork
            ? Fork(runner, argument, name, make)
            : Spawn(runner, argument, module, name, options, make);
    }

    private static TChild Fork<TArgument, TChild>(FunctionRunner<TArgument> runner, TArgument argument, string name, Make<TChild> make)
    {
        var (connection, child) = ForkedProcess.Start(name, worker => worker.Run((pickler, results) => runner.Run([argument], pickler, results)));
        return make(name, child, connection, null);
    }

    private static TChild Spawn<TArgument, TChild>(
        FunctionRunner<TArgument> runner, TArgument argument, Type module, string name, ChildProcessOptions options, Make<TChild> make)
    {
        // What cannot cross fails here, before there is a process.
        var pickler = new Pickler(PickleTypes.Application);
        var define = new PickleWriter();
        define.WriteFunction(runner.Function, pickler);
        var run = new PickleWriter();
        pickler.Dump<TArgument[]>([argument], run.BeginChunk(0));

        var spawned = SpawnedProcess.Start(options, name, module, tasks: 1);
        try
        {
            spawned.Connection.Send(define.WrittenMemory);
            spawned.Connection.Send(run.WrittenMemory);
        }
        catch (EndOfStreamException)
        {
            // It has ended already; waiting for it tells how.
        }

        return make(name, spawned.Process, spawned.Connection, spawned);
    }
}
