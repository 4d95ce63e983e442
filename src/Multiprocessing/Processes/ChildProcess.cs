namespace Multiprocessing;

/// <summary>A child process that runs one function and ends. CPython: <c>multiprocessing.Process</c>.</summary>
public class ChildProcess : IDisposable
{
    private protected ChildProcess() => throw new NotImplementedException();

    /// <summary>The child's name, as it stands in transcripts.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>The child's process id.</summary>
    public int Id => throw new NotImplementedException();

    /// <summary>Null while the child runs; then its exit code, or the negative number of the signal that killed it.</summary>
    public int? ExitCode => throw new NotImplementedException();

    /// <summary>Whether the child still runs.</summary>
    public bool IsAlive => ExitCode is null;

    /// <summary>What the child and its descendants write to standard output; its end says that all of them have ended.</summary>
    internal Stream StandardOutput => throw new NotImplementedException();

    /// <summary>What the child and its descendants write to standard error.</summary>
    internal Stream StandardError => throw new NotImplementedException();

    /// <summary>Starts a child that runs <paramref name="function"/>, a static method or a lambda that captures nothing.</summary>
    public static ChildProcess Start(Action function, ChildProcessOptions? options = null) => throw new NotImplementedException();

    /// <summary>Starts a child that runs <paramref name="function"/> with a copy of an argument.</summary>
    public static ChildProcess Start<T>(Action<T> function, T argument, ChildProcessOptions? options = null) => throw new NotImplementedException();

    /// <summary>Starts a child that runs <paramref name="function"/> with copies of two arguments.</summary>
    public static ChildProcess Start<T1, T2>(Action<T1, T2> function, T1 argument1, T2 argument2, ChildProcessOptions? options = null) => throw new NotImplementedException();

    /// <summary>Starts a child that runs <paramref name="function"/> and gives its result back.</summary>
    public static ChildProcess<TResult> Start<TResult>(Func<TResult> function, ChildProcessOptions? options = null) => throw new NotImplementedException();

    /// <summary>Starts a child that runs <paramref name="function"/> with a copy of an argument and gives its result back.</summary>
    public static ChildProcess<TResult> Start<T, TResult>(Func<T, TResult> function, T argument, ChildProcessOptions? options = null) => throw new NotImplementedException();

    /// <summary>Starts a child that runs <paramref name="function"/> with copies of two arguments and gives its result back.</summary>
    public static ChildProcess<TResult> Start<T1, T2, TResult>(Func<T1, T2, TResult> function, T1 argument1, T2 argument2, ChildProcessOptions? options = null) => throw new NotImplementedException();

    /// <summary>Waits until the child has ended, and throws what its function threw.</summary>
    public void Join() => throw new NotImplementedException();

    /// <summary>Waits at most <paramref name="timeout"/> for the child to end; says whether it has.</summary>
    public bool Join(TimeSpan timeout) => throw new NotImplementedException();

    /// <summary>Asks the child to end: SIGTERM on Unix.</summary>
    public void Terminate() => throw new NotImplementedException();

    /// <summary>Ends the child at once: SIGKILL on Unix.</summary>
    public void Kill() => throw new NotImplementedException();

    /// <summary>Kills the child if it still runs, and releases what belongs to it.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        throw new NotImplementedException();
    }
}

/// <summary>A child process whose function has a result.</summary>
public sealed class ChildProcess<TResult> : ChildProcess
{
    /// <summary>Waits for the child; its function's result, or throws what its function threw.</summary>
    public TResult Result => throw new NotImplementedException();
}
