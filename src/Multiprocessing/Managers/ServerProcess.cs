namespace Multiprocessing.Managers;

/// <summary>A process that is there for a manager's server. Its parent tells it what to register over the connection that only it has.</summary>
internal sealed class ServerProcess : IDisposable
{
    // Each call leaves some garbage behind. Collecting it often keeps the server small, and costs nothing that shows.
    private const string YoungGeneration = "DOTNET_GCgen0size", FourMegabytes = "0x400000";

    // What runs in the process.
    private static ManagerServer? server;

    private readonly ProcessPool process;

    private ServerProcess(ProcessPool process, string address) => (this.process, Address, Id) = (process, address, process.WorkerIds[0]);

    public string Address { get; }

    public int Id { get; }

    public static ServerProcess Start(ManagerOptions options, ReadOnlyMemory<byte> key)
    {
        if (options.Address is { } text) Connections.Address.Parse(text);
        if (key.IsEmpty) throw new ArgumentException("A server needs a key: anybody who connects would have an empty one.", nameof(options));

        var process = new ProcessPool(new ProcessPoolOptions { Workers = 1, StartMethod = options.StartMethod, WorkerKind = "manager", Environment = new Dictionary<string, string?> { [YoungGeneration] = Environment.GetEnvironmentVariable(YoungGeneration) ?? FourMegabytes } });
        try
        {
            return new(process, process.Apply(Serve, (options.Address, key.ToArray())));
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
        if (!process.IsWhole) throw new ManagerLostException(Address);

        process.Apply(Register, (name, contract, type));
    }

    public void Dispose()
    {
        try
        {
            if (process.IsWhole) process.Apply(Stop);
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

    private static int Register((string Name, Type Contract, Type Class) one)
    {
        if (server is null) throw new ManagerLostException("the process that has ended meanwhile");

        server.Register(one.Name, one.Class, one.Contract, exposed: null);
        return 0;
    }

    private static int Stop()
    {
        server?.Dispose();
        return 0;
    }
}
