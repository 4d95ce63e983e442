using System.Runtime.CompilerServices;
using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Processes;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers;

namespace Multiprocessing;

public partial class ChildProcess
{
    /// <summary>Starts a child that runs a function.</summary>
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <param name="options">How to start it.</param>
    /// <exception cref="CapturedVariablesException">The function captured variables.</exception>
    /// <exception cref="ArgumentException">The function is asynchronous: it would return before it is done. Or an
    /// environment variable has an impossible name or value.</exception>
    /// <exception cref="NotSupportedException">No thread may read what the child writes.</exception>
    /// <exception cref="DirectoryNotFoundException">The child's working directory does not exist.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine does not support the start method.</exception>
    /// <exception cref="UnsafeForkException">This process cannot fork safely.</exception>
    /// <exception cref="ProcessStartException">The system did not start the process.</exception>
    public static ChildProcess Start(Action function, ChildProcessOptions? options = null) =>
        Start(
            new ActionRunner(function),
            options,
            (name, process, connection, spawned) => new ChildProcess(name, process, connection, spawned)
        );

    /// <summary>Starts a child that runs a function of one argument.</summary>
    /// <inheritdoc cref="Start(Action, ChildProcessOptions?)"/>
    /// <exception cref="PicklingException">The argument cannot be sent to a spawned child.</exception>
    public static ChildProcess Start<T>(Action<T> function, T argument, ChildProcessOptions? options = null) =>
        Start(
            new ActionRunner<T>(function),
            argument,
            options,
            (name, process, connection, spawned) => new ChildProcess(name, process, connection, spawned)
        );

    /// <summary>Starts a child that runs a function of two arguments.</summary>
    /// <inheritdoc cref="Start{T}(Action{T}, T, ChildProcessOptions?)"/>
    public static ChildProcess Start<T1, T2>(
        Action<T1, T2> function,
        T1 argument1,
        T2 argument2,
        ChildProcessOptions? options = null
    ) =>
        Start(
            new ActionRunner<T1, T2>(function),
            (argument1, argument2),
            options,
            (name, process, connection, spawned) => new ChildProcess(name, process, connection, spawned)
        );

    /// <summary>Starts a child that runs a function and returns its result.</summary>
    /// <inheritdoc cref="Start(Action, ChildProcessOptions?)"/>
    public static ChildProcess<TResult> Start<TResult>(Func<TResult> function, ChildProcessOptions? options = null) =>
        Start(new FuncRunner<TResult>(function), options, ChildProcess<TResult>.Make);

    /// <summary>Starts a child that runs a function of one argument and returns its result.</summary>
    /// <inheritdoc cref="Start{T}(Action{T}, T, ChildProcessOptions?)"/>
    public static ChildProcess<TResult> Start<T, TResult>(
        Func<T, TResult> function,
        T argument,
        ChildProcessOptions? options = null
    ) => Start(new FuncRunner<T, TResult>(function), argument, options, ChildProcess<TResult>.Make);

    /// <summary>Starts a child that runs a function of two arguments and returns its result.</summary>
    /// <inheritdoc cref="Start{T}(Action{T}, T, ChildProcessOptions?)"/>
    public static ChildProcess<TResult> Start<T1, T2, TResult>(
        Func<T1, T2, TResult> function,
        T1 argument1,
        T2 argument2,
        ChildProcessOptions? options = null
    ) => Start(new FuncRunner<T1, T2, TResult>(function), (argument1, argument2), options, ChildProcess<TResult>.Make);

    private protected delegate TChild Make<TChild>(
        string name,
        ProcessHandle process,
        Connection connection,
        SpawnedProcess? spawned
    );

    private static TChild Start<TChild>(FunctionRunner runner, ChildProcessOptions? options, Make<TChild> make) =>
        Start(
            runner,
            (pickler, results) => runner.Run(null!, [], pickler, results),
            (_, _) => { },
            options ?? new(),
            make
        );

    private static TChild Start<TArgument, TChild>(
        FunctionRunner<TArgument> runner,
        TArgument argument,
        ChildProcessOptions? options,
        Make<TChild> make
    )
        where TChild : ChildProcess
    {
        var child = Start(
            runner,
            (pickler, results) => runner.Run([argument], pickler, results),
            (pickler, chunk) => pickler.Dump<TArgument[]>([argument], chunk),
            options ?? new(),
            make
        );
        child.argument = argument;
        return child;
    }

    /// <param name="runner">The function.</param>
    /// <param name="run">Runs it on the arguments that a forked child inherits.</param>
    /// <param name="pickle">Pickles its arguments for a spawned child.</param>
    /// <param name="options">How to start the child.</param>
    /// <param name="make">Creates the object that represents the child.</param>
    private static TChild Start<TChild>(
        FunctionRunner runner,
        Action<Pickler, PickleWriter> run,
        Action<Pickler, PickleWriter> pickle,
        ChildProcessOptions options,
        Make<TChild> make
    )
    {
        RunnableFunction.Check(runner.Function);
        StartMethods.ThrowIfUnusable(options.StartMethod);
        ChildSurroundings.Check(options);
        FunctionReference.To(runner.Function); // refuses, under every start method, what no other process can find
        var module = ProgramModule.Of(runner.Function);
        if (options.StartMethod == StartMethod.Fork || module == CurrentProcess.Module)
            ProgramModule.Enter(module);
        var name = options.Name ?? CurrentProcess.NameChild("process");
        if (options.StartMethod != StartMethod.Fork)
            return Spawn(runner.Function, pickle, module, name, options, make);

        Compile(runner.Function);
        var (connection, process) = ForkedProcess.Start(
            name,
            worker => ChildSurroundings.Run(options, worker, own => own.Run(run))
        );
        return make(name, process, connection, null);
    }

    // Compiled once here, rather than again in each child.
    private static void Compile(Delegate function)
    {
        var method = function.Method;
        if (!method.IsGenericMethod && !method.DeclaringType!.IsGenericType)
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
    }

    private static TChild Spawn<TChild>(
        Delegate function,
        Action<Pickler, PickleWriter> pickle,
        Type module,
        string name,
        ChildProcessOptions options,
        Make<TChild> make
    )
    {
        // What cannot be pickled fails here, before a process is started.
        var given = new List<Descriptor>();
        var pickler = new Pickler(PickleTypes.Application) { SendsKeys = true, Descriptors = given };
        var define = new PickleWriter();
        define.WriteFunction(function);
        var run = new PickleWriter();
        pickle(pickler, run.Begin(MessageKind.Chunk, 0));

        var spawned = SpawnedProcess.Start(options with { Given = given }, name, module, maxChunks: 1);
        try
        {
            spawned.Connection.Send(define.WrittenMemory);
            spawned.Connection.Send(run.WrittenMemory);
        }
        catch (EndOfStreamException)
        {
            // It has ended already; waiting for it shows how.
        }

        return make(name, spawned.Process, spawned.Connection, spawned);
    }
}
