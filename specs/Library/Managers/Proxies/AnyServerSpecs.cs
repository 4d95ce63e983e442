using Multiprocessing;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>Facts about proxies that hold with a .NET server and with CPython's own.</summary>
public abstract class AnyServerSpecs : IDisposable
{
    private readonly IDisposable server;

    protected AnyServerSpecs(bool onCPython) =>
        (server, Manager) = onCPython ? CPythonServer.Start() : DotNetServer.Start();

    protected Manager Manager { get; }

    public void Dispose()
    {
        Manager.Dispose();
        server.Dispose();
        GC.SuppressFinalize(this);
    }
}
