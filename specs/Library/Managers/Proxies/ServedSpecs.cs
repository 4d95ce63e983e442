using Multiprocessing;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>Facts about proxies, with a server of .NET and with CPython's own.</summary>
public abstract class ServedSpecs : IDisposable
{
    private readonly IDisposable server;

    protected ServedSpecs(bool onCPython) =>
        (server, Manager) = onCPython ? CPythonServer.Start() : DotNetServer.Start();

    protected Manager Manager { get; }

    public void Dispose()
    {
        Manager.Dispose();
        server.Dispose();
        GC.SuppressFinalize(this);
    }
}
