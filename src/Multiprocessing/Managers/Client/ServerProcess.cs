using Multiprocessing.Connections;
using Multiprocessing.Processes;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// A process that is there for a manager's server. Its parent tells it what to register over the connection that only
/// it has.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    // Each call leaves some garbage behind. Collecting it often keeps the server small, and costs nothing that shows.
    private const string YoungGeneration = "DOTNET_GCgen0size",
        FourMegabytes = "0x400000";

    // What runs in the process.
    private static ManagerServer? server;

    private readonly ServiceProcess process;
    private bool isDisposed;

    private ServerProcess(ServiceProcess process, Address address)
    {
        this.process = process;
        Address = address;
    }

    public Address Address { get; }

    public int Id => process.Id;

    public static ServerProcess Start(ManagerOptions options, ReadOnlyMemory<byte> key)
    {
        if (options.Address is { } text)
            Address.Parse(text);
        if (key.IsEmpty)
        {
            throw new ArgumentException(
                "A server needs a key: anybody who connects would have an empty one.",
                nameof(options)
            );
        }

        var process = ServiceProcess.Start(
            new ChildProcessOptions
            {
                StartMethod = options.StartMethod,
                Name = CurrentProcess.NameChild("manager"),
                Environment = new Dictionary<string, string?>
                {
                    [YoungGeneration] = Environment.GetEnvironmentVariable(YoungGeneration) ?? FourMegabytes,
                },
            }
        );
        try
        {
            return new(process, Address.Parse(process.Call(Serve, (options.Address, key.ToArray()))));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <exception cref="ManagerLostException">The process has ended.</exception>
    public void Register(string name, Type contract, Type type)
    {
        try
        {
            if (process.IsOurs && !isDisposed)
            {
                process.Call(Register, (name, contract, type));
                return;
            }
        }
        catch (WorkerLostException)
        {
            // Said below.
        }

        throw new ManagerLostException(Address);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
            return;

        try
        {
            if (process.IsOurs)
                process.Call(Stop, false);
        }
        catch (WorkerLostException)
        {
            // It has ended already.
        }

        process.Dispose();
    }

    private static string Serve((string? Address, byte[] Key) at)
    {
        server = new(at.Key, at.Address);
        server.Start();
        return server.Address;
    }

    private static bool Register((string Name, Type Contract, Type Class) one)
    {
        server!.Register(one.Name, one.Class, one.Contract, exposed: null);
        return true;
    }

    private static bool Stop(bool _)
    {
        server!.Dispose();
        return true;
    }
}
