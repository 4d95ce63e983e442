using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;
using SharedStateSpecs.Library.Connections;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>A client of the wire protocol: it opens a call channel and sends message by message.</summary>
internal sealed class WireClient : IDisposable
{
    private readonly Pickler pickler = new(Requests.Types);
    private readonly Unpickler unpickler = new(Requests.Types);

    public WireClient(string address)
    {
        var at = Address.Parse(address);
        Connection = Listener.Connect(at, new Authentication(Endpoints.Key, allowMd5: true), Endpoints.Soon);
        Ask(null, "accept_connection", "spec").Should().Be(("#RETURN", ".NET 1"));
    }

    public Connection Connection { get; }

    /// <summary>Sends a request, and returns the kind and the value of the answer.</summary>
    public (string Kind, object? Value) Ask(string? id, string method, params object?[] arguments)
    {
        Send(id, method, arguments);
        return Receive();
    }

    public void Send(string? id, string method, params object?[] arguments) =>
        Connection.Send(
            pickler
                .Dump(PythonTuple.Of(id, method, PythonTuple.Of(arguments), new Dictionary<object, object?>()))
                .ToArray()
        );

    public (string Kind, object? Value) Receive()
    {
        if (!Connection.WaitToReceive(Endpoints.Soon))
            throw new TimeoutException("The server did not answer in time.");
        if (!Connection.Receive(out var message))
            throw new EndOfStreamException("The server closed the connection.");

        var answer = unpickler.Load<PythonTuple>(message.Span);
        return ((string)answer[0]!, answer[1]);
    }

    /// <summary>Creates an object that lives as long as the connection; its id.</summary>
    public string Create(string type, params object?[] arguments) =>
        Ask(null, "create", [type, .. arguments]) is ("#RETURN", (string id, _))
            ? id
            : throw new InvalidOperationException($"The server did not create a {type}.");

    public void Dispose() => Connection.Dispose();
}
