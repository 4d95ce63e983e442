using Multiprocessing.Managers.Protocol;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Client;

/// <summary>A server's answer: a kind and a value. See <see cref="Reply"/>.</summary>
internal readonly record struct Answer(PythonTuple Message)
{
    public static Answer Of(PythonTuple message) =>
        message is { Length: 2 } && message[0] is string
            ? new(message)
            : throw new UnpicklingException("a server's answer is a tuple of a kind and a value.");

    /// <summary>What the method returned, as a declared type.</summary>
    /// <exception cref="Exception">What the method threw: the .NET counterpart of a Python exception, with a
    /// <see cref="RemoteException"/> innermost.</exception>
    /// <exception cref="InvalidCastException">The method returned a value of another type.</exception>
    public object? Value(Type type) => Message[0] is "#RETURN" ? Convert(type) : throw Failure();

    /// <inheritdoc cref="Value(Type)"/>
    public T Value<T>() =>
        Message.Values[1].Reference is T value && Message[0] is "#RETURN" ? value : (T)Value(typeof(T))!;

    /// <summary>What a function of the server itself returned, which holds no proxies.</summary>
    /// <inheritdoc cref="Value(Type)"/>
    public object? Returned => Message[0] is "#RETURN" ? Message[1] : throw Failure();

    /// <summary>What the method returned; a proxy, where that is an object of the server.</summary>
    public T Value<T>(RemoteServer server) => (T)Value(typeof(T), server)!;

    /// <inheritdoc cref="Value{T}(RemoteServer)"/>
    public object? Value(Type type, RemoteServer server)
    {
        if (Message[0] is not "#PROXY")
            return Value(type);
        if (Message[1] is not PythonTuple { Length: 2 } made || made[1] is not Token token)
            throw Failure();

        var proxy = ProxyTypes.Make(server.Adopt(token.TypeId, token.Id, Names(made[0])));
        return ((IProxy)proxy).As(type)
            ?? throw new InvalidCastException(
                $"The manager returned a proxy of a {token.TypeId}, which cannot be used as {TypeName.Display(type)}."
            );
    }

    /// <summary>Whether the method raised an exception of a Python class.</summary>
    public bool Raised(string name) =>
        Message[0] is "#ERROR" && Message[1] is PythonObject { Callable: PythonGlobal global } && global.Name == name;

    /// <summary>Method names, as a server sends them.</summary>
    public static IReadOnlyList<string> Names(object? names) =>
        names is IEnumerable<object?> several ? [.. several.OfType<string>()] : [];

    private object? Convert(Type type)
    {
        try
        {
            return Conversion.To(type, Message.Values[1]);
        }
        catch (UnpicklingException misfit)
        {
            throw new InvalidCastException(
                $"The result is not of type {TypeName.Display(type)}: {misfit.Message}",
                misfit
            );
        }
        finally
        {
            Conversion.Forget();
            PendingReferences.RegisterAll();
        }
    }

    private Exception Failure() =>
        Message[1] switch
        {
            PythonObject inert when Message[0] is "#ERROR" => PythonExceptions.FromPython(inert)
                ?? new RemoteException($"{(inert.Callable as PythonGlobal)?.Name}: {PythonExceptions.TextOf(inert)}"),
            string text => new RemoteException(text),
            var other => new RemoteException($"The manager answered with {Message[0]}: {other}"),
        };
}
