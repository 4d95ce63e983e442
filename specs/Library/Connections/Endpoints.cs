using System.Text;
using Multiprocessing.Connections;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Connections;

/// <summary>Two ends of a connection over a real listener, each on its own thread.</summary>
internal static class Endpoints
{
    public static readonly byte[] Key = Encoding.ASCII.GetBytes("a key");

    public static Deadline Soon => Deadline.After(Limits.Wait);

    /// <summary>Runs both ends until they finish, and returns what they throw.</summary>
    public static (Exception? AtListener, Exception? AtClient) Run(
        Address? address,
        Action<Connection> listens,
        Action<Connection> connects
    )
    {
        using var listener = Listener.Listen(address);
        var client = Task.Run(() =>
            Record.Exception(() =>
            {
                using var connection = Listener.Connect(listener.Address, Soon);
                connects(connection);
            })
        );
        var failure = Record.Exception(() =>
        {
            using var connection = listener.Accept(Soon)!;
            listens(connection);
        });
        return (failure, client.GetAwaiter().GetResult());
    }

    /// <summary>The next message as text.</summary>
    public static string ReceiveText(this Connection connection) =>
        connection.WaitToReceive(Soon) && connection.Receive(out var message)
            ? Encoding.Latin1.GetString(message.Span)
            : throw new EndOfStreamException("The other side has ended.");
}
