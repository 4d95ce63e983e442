using Multiprocessing.Connections;

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

    private readonly ProcessPool process;

    private ServerProcess(ProcessPool process, Address address) =>
        (this.process, Address, Id) = (process, address, process.WorkerIds[0]);

    public Address Address { get; }

    public int Id { get; }

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

        var process = new ProcessPool(
            new ProcessPoolOptions
            {
                Workers = 1,
                StartMethod = options.StartMethod,
                WorkerKind = "manager",
                Environment = new Dictionary<string, string?>
                {
                    [YoungGeneration] = Environment.GetEnvironmentVariable(YoungGeneration) ?? FourMegabytes,
                },
            }
        );
        try
        {
            return new(process, Address.Parse(process.Apply(Serve, (options.Address, key.ToArray()))));
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
            if (process.IsWhole && process.Apply(Register, (name, contract, type)))
                return;
        }
        catch (WorkerLostException)
        {
            // Said below.
        }

        throw new ManagerLostException(Address);
    }

    public void Dispose()
    {
        try
        {
            if (process.IsWhole)
                process.Apply(Stop);
        }
        catch (WorkerLostException)
        {
            // It has ended meanwhile.
        }

        process.Dispose();
    }

    private static string Serve((string? Address, byte[] Key) at)
    {
        server = new(at.Key, at.Address);
        server.Start();
        return server.Address;
    }

    // A pool replaces a process that has ended, and the new one serves nothing.
    private static bool Register((string Name, Type Contract, Type Class) one) =>
        server?.Register(one.Name, one.Class, one.Contract, exposed: null) is not null;

    private static int Stop()
    {
        server?.Dispose();
        return 0;
    }
}
