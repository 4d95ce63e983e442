using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>
/// Runs a function over a chunk of arguments. It knows the types of arguments and result, so no value is boxed.
/// </summary>
internal abstract class FunctionRunner
{
    /// <summary>The function.</summary>
    public abstract Delegate Function { get; }

    /// <summary>The runner for a function that arrived by name.</summary>
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
            : typeof(FuncRunner<>);
        return (FunctionRunner)Activator.CreateInstance(runner.MakeGenericType(type.GetGenericArguments()), function)!;
    }

    /// <summary>
    /// Unpickles a chunk of arguments (a function without parameters has none, and runs once), runs the function over
    /// them and pickles the results. The first failure ends the chunk.
    /// </summary>
    public abstract void Run(Unpickler unpickler, ReadOnlySpan<byte> arguments, Pickler pickler, PickleWriter results);
}

/// <summary>Runs a function of one argument, or of two in a tuple.</summary>
internal abstract class FunctionRunner<TArgument> : FunctionRunner
{
    public override void Run(
        Unpickler unpickler,
        ReadOnlySpan<byte> arguments,
        Pickler pickler,
        PickleWriter results
    ) => Run(unpickler.Load<TArgument[]>(arguments), pickler, results);

    /// <summary>Runs the function over unpickled arguments, and pickles the results.</summary>
    public abstract void Run(TArgument[] arguments, Pickler pickler, PickleWriter results);
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
