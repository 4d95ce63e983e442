using Multiprocessing.Managers.Server;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Protocol;

/// <summary>A client's request: <c>(id, method, args, kwds)</c>.</summary>
internal sealed record Request(object? Id, string Method, object? Positional, object? Named)
{
    /// <summary>Reads a message; null, and the answer to send, where it is not a request.</summary>
    public static Request? Read(ReadOnlySpan<byte> message, MessageFormat format, out Reply? refusal)
    {
        try
        {
            refusal = null;
            return format.Read(message) is IReadOnlyList<object?> { Count: 4 } parts && parts[1] is string method
                ? new(parts[0], method, parts[2], parts[3])
                : throw PythonError.Value("a request is a tuple of id, method, args and kwds");
        }
        catch (Exception failure)
        {
            refusal = Reply.Traceback(failure);
            return null;
        }
    }

    /// <exception cref="PythonError">They are not arguments: TypeError.</exception>
    public CallArguments Arguments(ClientThread clientThread) => CallArguments.Of(clientThread, Positional, Named);
}
