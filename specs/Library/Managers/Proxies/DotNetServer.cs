using Multiprocessing;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>A .NET server in this process.</summary>
internal static class DotNetServer
{
    public static (IDisposable Server, Manager Manager) Start(string? address = null)
    {
        var server = new ManagerServer("a key"u8, address);
        server.Start();
        return (server, Manager.Connect(server.Address, "a key"u8));
    }
}
