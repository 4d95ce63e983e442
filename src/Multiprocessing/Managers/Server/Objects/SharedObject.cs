using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// An object that lives in a server and is called from many processes. Calls of several sessions may run at once; each
/// call of a container is atomic.
/// </summary>
internal abstract class SharedObject
{
    /// <summary>The methods that a client is told of, in CPython's order.</summary>
    public abstract IReadOnlyList<string> Exposed { get; }

    /// <summary>Whether a method can be called though no client is told of it.</summary>
    public virtual bool Hides(string method) => false;

    /// <summary>
    /// Which type the server makes of a method's result, so that a client gets a proxy of it; null where the result
    /// itself crosses.
    /// </summary>
    public virtual string? ResultType(string method) => null;

    /// <summary>Calls an exposed method.</summary>
    /// <exception cref="PythonError">What Python's method raises.</exception>
    public abstract object? Call(string method, CallArguments arguments);

    /// <summary>A copy of the object that can cross.</summary>
    /// <exception cref="PythonError">There is none: TypeError.</exception>
    public abstract object? Value();

    /// <summary>What Python prints for the object.</summary>
    public abstract string Repr();

    /// <summary>What Python's <c>str()</c> gives for it.</summary>
    public virtual string Str() => Repr();
}

/// <summary>A shared object whose methods stand in a table.</summary>
internal abstract class SharedObject<T> : SharedObject
    where T : SharedObject<T>
{
    public override IReadOnlyList<string> Exposed => Methods.Names;

    protected abstract MethodTable<T> Methods { get; }

    public override object? Call(string method, CallArguments arguments) => Methods.Call((T)this, method, arguments);
}

/// <summary>A shared object that only threads use, such as a lock: no copy of it can cross.</summary>
internal abstract class SynchronizationObject<T>(string type) : SharedObject<T>
    where T : SharedObject<T>
{
    public override object? Value() => throw PythonError.TypeOf($"cannot pickle '{type}' object");

    public override string Repr() => $"<{type} object>";
}
