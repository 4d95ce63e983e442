using Multiprocessing.Connections;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server;

/// <summary>
/// One authenticated connection. Its first message calls a function of the server (<c>create</c>, <c>incref</c> …), and
/// the connection ends with the answer; after <c>accept_connection</c> each further message calls an object: <c>(id,
/// method, args, kwds)</c>.
/// </summary>
/// <remarks>
/// The <see cref="DotNetExtension"/>: a further message whose id is None calls a function of the server, as the first
/// one does. References that it adds belong to the connection, and are released with it. CPython's server answers such
/// a message with <c>#TRACEBACK</c>.
/// </remarks>
internal sealed class Session(Connection connection, ServedObjects objects, CancellationToken stopping) : IDisposable
{
    private readonly ClientThread clientThread = new(connection, stopping);
    private MessageFormat format = null!;
    private ReferenceOwner? connectionOwner;

    /// <summary>Whether the client asked the server to shut down.</summary>
    public bool AsksForShutdown { get; private set; }

    public void Run(Action<string>? log)
    {
        if (!connection.Receive(out var message))
            return;

        format = MessageFormat.Of(message.Span, objects.Pickles, objects.PythonPickles);
        var request = Request.Read(message.Span, format, out var refusal);
        log?.Invoke($"a client {Describe(request)}");
        Send(refusal ?? Answer(request!, isFirst: true));
        AsksForShutdown = refusal is null && request!.Method == "shutdown";
        if (refusal is not null || request!.Method != "accept_connection")
            return;

        if (request.Positional is IReadOnlyList<object?> { Count: > 0 } given && DotNetExtension.IsClient(given[0]))
            format = new PickleFormat(objects.Pickles, objects.Pickles);
        while (!stopping.IsCancellationRequested && connection.Receive(out message))
        {
            request = Request.Read(message.Span, format, out refusal);
            Send(refusal ?? (request!.Id is null ? Answer(request, isFirst: false) : Call(request)));
        }
    }

    public void Dispose()
    {
        clientThread.ReleaseAll();
        connectionOwner?.End();
    }

    private static string Describe(Request? request) =>
        request is null ? "sent an invalid request"
        : request.Positional is IReadOnlyList<object?> { Count: > 0 } given && given[0] is string name
            ? $"asks for {request.Method} {name}"
        : $"asks for {request.Method}";

    private Reply Answer(Request request, bool isFirst)
    {
        RequestWork.Begin();
        try
        {
            var arguments = request.Arguments(clientThread);
            return Reply.Return(
                new ServerFunctions(
                    objects,
                    () => isFirst ? objects.Table.OwnerOf(connection) : connectionOwner ??= objects.Table.NewOwner()
                ).Call(request.Method, arguments)
            );
        }
        catch (Exception failure) when (failure is not ClientGoneException)
        {
            return Reply.Traceback(failure);
        }
    }

    private Reply Call(Request request)
    {
        RequestWork.Begin();
        if (request.Id is not string id || objects.Table.Find(id) is not { } managedObject)
            return Reply.Traceback(PythonError.Key(request.Id));
        if (!managedObject.Has(request.Method))
            return Fallback(request, managedObject);

        try
        {
            var result = managedObject.Object.Call(request.Method, request.Arguments(clientThread));
            if (result is not ServedResult shared)
                return Reply.Return(result);

            var made = objects.Share(shared.Object, objects.Table.OwnerOf(connection));
            return Reply.Proxy(made.Exposed, objects.TokenOf(shared.TypeId, made));
        }
        catch (Exception failure) when (failure is not ClientGoneException)
        {
            return Reply.Error(failure);
        }
    }

    private static Reply Fallback(Request request, ManagedObject managedObject)
    {
        try
        {
            return Reply.Return(
                request.Method switch
                {
                    "__str__" => managedObject.Object.Str(),
                    "__repr__" => managedObject.Object.Repr(),
                    "#GETVALUE" => managedObject.Object.Value(),
                    _ => throw PythonError.Attribute(
                        $"method {PythonText.Repr(request.Method)} is not in "
                            + $"exposed={PythonText.Repr(PythonTuple.Of([.. managedObject.Exposed]))}"
                    ),
                }
            );
        }
        catch (Exception failure)
        {
            return Reply.Traceback(failure);
        }
    }

    private void Send(Reply reply)
    {
        ReadOnlyMemory<byte> message;
        try
        {
            message = reply.IsReturn ? format.WriteReturn(reply.Value) : format.Write(reply.ToPython());
            clientThread.EndCall(wasSent: true);
        }
        catch (Exception failure)
            when (failure is PicklingException or InvalidOperationException or OutOfMemoryException)
        {
            clientThread.EndCall(wasSent: false);
            message = format.Write(Reply.Unserializable(failure).ToPython());
        }

        connection.Send(message);
    }
}
