using Multiprocessing.Connections;
using Multiprocessing.Processes;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// A child process that runs a manager's server. Its parent starts the server, registers classes and stops the server
/// by calls over the child's own connection, which no client has.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    // Each call leaves some garbage. Collecting it often keeps the server small and has no measurable cost.
    private const string YoungGeneration = "DOTNET_GCgen0size",
        FourMegabytes = "0x400000";

    // CPython waits one second before it terminates a server; a busy machine may need more to close many connections.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    // What runs in the process.
    private static ManagerServer? server;

    private readonly ServiceProcess process;

    private ServerProcess(ServiceProcess process, Address address)
    {
        this.process = process;
        Address = address;
    }

    public Address Address { get; }

    public int Id => process.Id;

    /// <inheritdoc cref="Manager.Start(ManagerOptions?)"/>
    public static ServerProcess Start(ManagerOptions options, ReadOnlyMemory<byte> key)
    {
        if (options.Address is { } text)
            Address.Parse(text);
        if (key.IsEmpty)
            throw new ArgumentException("The key must not be empty.", nameof(options));

        var process = ServiceProcess.Start(
            new ChildProcessOptions
            {
                StartMethod = options.StartMethod,
                Name = CurrentProcess.NameChild("manager"),
                EnvironmentVariables = new Dictionary<string, string?>
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
    /// <exception cref="InvalidOperationException">This process is a fork of the one that started it.</exception>
    public void Register(string name, Type contract, Type type)
    {
        if (!process.IsOurs)
        {
            throw new InvalidOperationException(
                $"The manager at {Address} was started by another process: register its classes there."
            );
        }

        try
        {
            process.Call(Register, (name, contract, type));
        }
        catch (WorkerLostException lost)
        {
            throw new ManagerLostException(Address, lost);
        }
    }

    /// <summary>Stops the server and ends its process, also where the server does not respond.</summary>
    public void Dispose() => process.Stop(Stop, false, StopLimit);

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
