using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Processes;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers;

namespace Multiprocessing;

/// <summary>A child process whose function returns a result.</summary>
/// <typeparam name="TResult">The result's type; the parent gets a copy.</typeparam>
public sealed class ChildProcess<TResult> : ChildProcess
{
    private TResult? result;
    private bool isLoaded;

    private ChildProcess(string name, ProcessHandle process, Connection connection, SpawnedProcess? spawned)
        : base(name, process, connection, spawned) { }

    /// <summary>Waits for the child, and returns its function's result.</summary>
    /// <remarks>A child whose result holds proxies of managed objects ends when this process has received it.</remarks>
    /// <exception cref="Exception">The exception that its function threw.</exception>
    /// <exception cref="WorkerLostException">The child ended before it returned a result.</exception>
    public TResult Result
    {
        get
        {
            if (isLoaded)
                return result!;

            Join();
            if (!isLoaded)
            {
                Load();
                TaskBoundary.ValuesArrived?.Invoke();
            }

            return result!;
        }
    }

    private protected override void TakeOver()
    {
        try
        {
            Load();
        }
        catch (Exception)
        {
            // The result is asked for later, and then throws it.
        }

        ConfirmArrival();
    }

    private void Load()
    {
        if (Answer is not { } answer)
            throw Lost();

        result = new Unpickler(PickleTypes.Application).Load<TResult[]>(answer.Span)[0];
        isLoaded = true;
    }

    internal static ChildProcess<TResult> Make(
        string name,
        ProcessHandle process,
        Connection connection,
        SpawnedProcess? spawned
    ) => new(name, process, connection, spawned);
}
