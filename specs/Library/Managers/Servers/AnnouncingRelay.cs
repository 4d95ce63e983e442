using Multiprocessing;
using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;
using Multiprocessing.Platform;
using SharedStateSpecs.Library.Connections;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>
/// Passes messages on between clients and a server, and announces another extension of the protocol than the server's.
/// </summary>
internal sealed class AnnouncingRelay : IDisposable
{
    private readonly ManagerServer server = new(Endpoints.Key);
    private readonly Listener listener = Listener.Listen();
    private readonly object? announcement;
    private readonly List<string> firstRequests = [];

    public AnnouncingRelay(object? announcement)
    {
        this.announcement = announcement;
        server.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public string Address => listener.Address.ToString();

    /// <summary>The functions that the first request of each connection called.</summary>
    public IReadOnlyList<string> FirstRequests
    {
        get
        {
            lock (firstRequests)
                return [.. firstRequests];
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        server.Dispose();
    }

    private void Accept()
    {
        while (listener.Accept(Deadline.Never) is { } client)
            new Thread(() => Record.Exception(() => Relay(client))) { IsBackground = true }.Start();
    }

    private void Relay(Connection client)
    {
        using var toClient = client;
        Authentication.For(listener.Address, Endpoints.Key).AsListener(client, Endpoints.Soon);
        var address = Multiprocessing.Connections.Address.Parse(server.Address);
        using var toServer = Listener.Connect(
            address,
            Authentication.For(address, Endpoints.Key, allowMd5: true),
            Endpoints.Soon
        );
        var isFirst = true;
        while (client.Receive(out var request))
        {
            var function = isFirst ? Note(request.Span) : "";
            isFirst = false;
            toServer.Send(request.ToArray());
            if (!toServer.Receive(out var answer))
                return;

            client.Send(function == "accept_connection" ? Announcement() : answer.ToArray());
        }
    }

    private string Note(ReadOnlySpan<byte> request)
    {
        var function = (string)new Unpickler(Requests.Types).Load<PythonTuple>(request)[1]!;
        lock (firstRequests)
            firstRequests.Add(function);
        return function;
    }

    private ReadOnlyMemory<byte> Announcement() =>
        new Pickler(Requests.Types).Dump(PythonTuple.Of("#RETURN", announcement)).ToArray();
}
