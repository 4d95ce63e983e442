using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Protocol;

/// <summary>A server's answer: a kind and a value.</summary>
internal readonly record struct Reply(string Kind, object? Value)
{
    public bool IsReturn => Kind == "#RETURN";

    public static Reply Return(object? value) => new("#RETURN", value);

    /// <summary>The called method raised an exception: the client raises it, too.</summary>
    public static Reply Error(Exception failure) => new("#ERROR", PythonExceptions.ToPython(failure));

    /// <summary>The result is an object of the server: the client makes a proxy of it.</summary>
    public static Reply Proxy(IReadOnlyList<string> exposed, Token token) =>
        new("#PROXY", PythonTuple.Of(PythonTuple.Of([.. exposed]), token));

    /// <summary>The request failed: the client raises RemoteError with the text.</summary>
    public static Reply Traceback(Exception failure) => new("#TRACEBACK", TextOf(failure));

    /// <summary>The result cannot be pickled. The reason is in the message; the server's own stack is not.</summary>
    public static Reply Unserializable(Exception failure) => new("#UNSERIALIZABLE", $"{failure.Message}\n");

    public PythonTuple ToPython() => PythonTuple.Of(Kind, Value);

    private static string TextOf(Exception failure) =>
        failure is PythonError error
            ? "Traceback (most recent call last):\n  in a .NET server\n"
                + $"{error.Type.Name}: {PythonExceptions.TextOf(PythonExceptions.ToPython(error))}\n"
            : $"{failure}\n";
}
