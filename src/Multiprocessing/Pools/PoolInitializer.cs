using Multiprocessing.Pickling;
using Multiprocessing.Workers;

namespace Multiprocessing;

/// <summary>
/// What each worker of a pool runs once, before its first task. CPython: <c>initializer</c> and <c>initargs</c>.
/// </summary>
/// <remarks>
/// The arguments are pickled once, when the pool is made: each worker, also one that replaces another later, is given
/// what they were then. A function that throws, or that ends its worker, breaks the pool, as in CPython's
/// <c>ProcessPoolExecutor</c>: its calls throw a <see cref="WorkerInitializationException"/>, and no further worker is
/// started. (CPython's <c>Pool</c> starts one worker after the other, without end.)
/// </remarks>
public sealed class PoolInitializer
{
    private readonly Delegate function;
    private readonly Action<Pickler, PickleWriter> pickleArguments;

    private PoolInitializer(Delegate function, Action<Pickler, PickleWriter> pickleArguments)
    {
        RunnableFunction.Check(function);
        FunctionReference.To(function); // refuses what no other process can find
        (this.function, this.pickleArguments) = (function, pickleArguments);
    }

    /// <summary>A function without arguments.</summary>
    /// <param name="function">A static method, or a lambda that captures nothing.</param>
    /// <exception cref="CapturedVariablesException">The function captured variables.</exception>
    /// <exception cref="ArgumentException">The function is asynchronous: it would return before it is
    /// done.</exception>
    public static PoolInitializer Of(Action function) => new(function, static (_, _) => { });

    /// <summary>A function of one argument.</summary>
    /// <inheritdoc cref="Of(Action)"/>
    public static PoolInitializer Of<T>(Action<T> function, T argument) =>
        new(function, (pickler, into) => pickler.Dump<T[]>([argument], into));

    /// <summary>A function of two arguments.</summary>
    /// <inheritdoc cref="Of(Action)"/>
    public static PoolInitializer Of<T1, T2>(Action<T1, T2> function, T1 argument1, T2 argument2) =>
        new(function, (pickler, into) => pickler.Dump<(T1, T2)[]>([(argument1, argument2)], into));

    /// <summary>A function of three arguments.</summary>
    /// <inheritdoc cref="Of(Action)"/>
    public static PoolInitializer Of<T1, T2, T3>(
        Action<T1, T2, T3> function,
        T1 argument1,
        T2 argument2,
        T3 argument3
    ) => new(function, (pickler, into) => pickler.Dump<(T1, T2, T3)[]>([(argument1, argument2, argument3)], into));

    /// <summary>The name of the function, with that of the type that declares it.</summary>
    public override string ToString() => CapturedVariables.Display(function.Method);

    /// <summary>The message that has a worker run it.</summary>
    /// <exception cref="PicklingException">An argument cannot be sent to another process.</exception>
    internal byte[] ToMessage()
    {
        var message = new PickleWriter();
        message.WriteFunction(function, MessageKind.Initialize);
        pickleArguments(new(PickleTypes.Application), message);
        return message.Written.ToArray();
    }
}
