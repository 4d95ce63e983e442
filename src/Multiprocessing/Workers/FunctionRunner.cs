using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>
/// Runs a function over a chunk of arguments. It knows the types of arguments and result, so no value is boxed.
/// </summary>
internal abstract class FunctionRunner
{
    /// <summary>The function.</summary>
    public abstract Delegate Function { get; }

    /// <summary>The runner for the function that a message names.</summary>
    public static FunctionRunner For(ReadOnlySpan<byte> message)
    {
        var runner = For(WorkerProtocol.ReadFunction(message));
        return WorkerProtocol.Kind(message) == MessageKind.FunctionPerItem ? new ItemRunner(runner) : runner;
    }

    /// <summary>The runner for a function.</summary>
    public static FunctionRunner For(Delegate function)
    {
        if (function is Action action)
            return new ActionRunner(action);

        var type = function.GetType();
        var definition = type.GetGenericTypeDefinition();
        var runner =
            definition == typeof(Func<,>) ? typeof(FuncRunner<,>)
            : definition == typeof(Action<>) ? typeof(ActionRunner<>)
            : definition == typeof(Func<,,>) ? typeof(FuncRunner<,,>)
            : definition == typeof(Action<,>) ? typeof(ActionRunner<,>)
            : definition == typeof(Action<,,>) ? typeof(ActionRunner<,,>)
            : typeof(FuncRunner<>);
        return (FunctionRunner)Activator.CreateInstance(runner.MakeGenericType(type.GetGenericArguments()), function)!;
    }

    /// <summary>
    /// Unpickles a chunk of arguments (a function without parameters has none, and runs once), runs the function over
    /// them and pickles the results. The first failure ends the chunk.
    /// </summary>
    public abstract void Run(Unpickler unpickler, ReadOnlySpan<byte> arguments, Pickler pickler, PickleWriter results);

    /// <summary>
    /// Unpickles a chunk of arguments and runs the function over them one by one: the answer to each is written to
    /// <paramref name="item"/> and then appended to <paramref name="results"/>.
    /// </summary>
    public virtual void RunEach(
        Unpickler unpickler,
        ReadOnlySpan<byte> arguments,
        Pickler pickler,
        PickleWriter item,
        PickleWriter results
    ) => throw new InvalidOperationException("A function without parameters has no items.");
}

/// <summary>Runs a function of one argument, or of two in a tuple.</summary>
internal abstract class FunctionRunner<TArgument> : FunctionRunner
{
    public override void Run(Unpickler unpickler, ReadOnlySpan<byte> arguments, Pickler pickler, PickleWriter results)
    {
        var loaded = unpickler.Load<TArgument[]>(arguments);
        Run(loaded, pickler, results);
        // A function can use an object's shared memory through spans, which do not keep the object alive.
        GC.KeepAlive(loaded);
    }

    public override void RunEach(
        Unpickler unpickler,
        ReadOnlySpan<byte> arguments,
        Pickler pickler,
        PickleWriter item,
        PickleWriter results
    )
    {
        var loaded = unpickler.Load<TArgument[]>(arguments);
        foreach (var argument in loaded)
        {
            try
            {
                Run([argument], pickler, item.Begin(MessageKind.Results));
            }
            catch (Exception exception)
            {
                ExceptionMessage.Write(exception, pickler, item);
            }

            ItemAnswers.Write(item.Written, results);
        }

        GC.KeepAlive(loaded);
    }

    /// <summary>Runs the function over unpickled arguments, and pickles the results.</summary>
    public abstract void Run(TArgument[] arguments, Pickler pickler, PickleWriter results);
}

/// <summary>Runs a function over the items of a chunk, each of which has an outcome of its own.</summary>
internal sealed class ItemRunner(FunctionRunner function) : FunctionRunner
{
    private readonly PickleWriter item = new();

    public override Delegate Function => function.Function;

    public override void Run(Unpickler unpickler, ReadOnlySpan<byte> arguments, Pickler pickler, PickleWriter results)
    {
        function.RunEach(unpickler, arguments, pickler, item, results);
        item.Clear(WorkerProtocol.KeptBuffer);
    }
}

/// <summary>Stands for a function that this process cannot find: to run it fails, and says why.</summary>
internal sealed class MissingFunctionRunner(Exception failure) : FunctionRunner
{
    public override Delegate Function => Throw;

    public override void Run(
        Unpickler unpickler,
        ReadOnlySpan<byte> arguments,
        Pickler pickler,
        PickleWriter results
    ) => Throw();

    private void Throw() => throw failure;
}

internal sealed class ActionRunner(Action action) : FunctionRunner
{
    public override Delegate Function => action;

    public override void Run(
        Unpickler unpickler,
        ReadOnlySpan<byte> arguments,
        Pickler pickler,
        PickleWriter results
    ) => action();
}

internal sealed class ActionRunner<T>(Action<T> action) : FunctionRunner<T>
{
    public override Delegate Function => action;

    public override void Run(T[] arguments, Pickler pickler, PickleWriter results)
    {
        foreach (var argument in arguments)
            action(argument);
    }
}

internal sealed class ActionRunner<T1, T2>(Action<T1, T2> action) : FunctionRunner<(T1, T2)>
{
    public override Delegate Function => action;

    public override void Run((T1, T2)[] arguments, Pickler pickler, PickleWriter results)
    {
        foreach (var (first, second) in arguments)
            action(first, second);
    }
}

internal sealed class ActionRunner<T1, T2, T3>(Action<T1, T2, T3> action) : FunctionRunner<(T1, T2, T3)>
{
    public override Delegate Function => action;

    public override void Run((T1, T2, T3)[] arguments, Pickler pickler, PickleWriter results)
    {
        foreach (var (first, second, third) in arguments)
            action(first, second, third);
    }
}

internal sealed class FuncRunner<TResult>(Func<TResult> function) : FunctionRunner
{
    public override Delegate Function => function;

    public override void Run(
        Unpickler unpickler,
        ReadOnlySpan<byte> arguments,
        Pickler pickler,
        PickleWriter results
    ) => pickler.Dump<TResult[]>([function()], results);
}

internal sealed class FuncRunner<T, TResult>(Func<T, TResult> function) : FunctionRunner<T>
{
    public override Delegate Function => function;

    public override void Run(T[] arguments, Pickler pickler, PickleWriter results)
    {
        var values = new TResult[arguments.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = function(arguments[i]);
        pickler.Dump(values, results);
    }
}

internal sealed class FuncRunner<T1, T2, TResult>(Func<T1, T2, TResult> function) : FunctionRunner<(T1, T2)>
{
    public override Delegate Function => function;

    public override void Run((T1, T2)[] arguments, Pickler pickler, PickleWriter results)
    {
        var values = new TResult[arguments.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = function(arguments[i].Item1, arguments[i].Item2);
        pickler.Dump(values, results);
    }
}
