using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Protocol;

/// <summary>What a server answers: a kind, and what belongs to it.</summary>
internal readonly record struct Reply(string Kind, object? Value)
{
    public bool IsReturn => Kind == "#RETURN";

    public static Reply Return(object? value) => new("#RETURN", value);

    /// <summary>What the called method raised: the client raises it, too.</summary>
    public static Reply Error(Exception failure) => new("#ERROR", PythonExceptions.ToPython(failure));

    /// <summary>The result is an object of the server, of which the client makes a proxy.</summary>
    public static Reply Proxy(IReadOnlyList<string> exposed, Token token) =>
        new("#PROXY", PythonTuple.Of(PythonTuple.Of([.. exposed]), token));

    /// <summary>The request could not be carried out: the client raises RemoteError with the text.</summary>
    public static Reply Traceback(Exception failure) => new("#TRACEBACK", TextOf(failure));

    /// <summary>The result cannot cross.</summary>
    public static Reply Unserializable(Exception failure) => new("#UNSERIALIZABLE", TextOf(failure));

    public PythonTuple ToPython() => PythonTuple.Of(Kind, Value);

    private static string TextOf(Exception failure) =>
        failure is PythonError error
            ? $"Traceback (most recent call last):\n  in a .NET server\n{error.Type.Name}: {PythonExceptions.TextOf(PythonExceptions.ToPython(error))}\n"
            : $"{failure}\n";
}
