using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// An object that lives in a server and is called from many processes. Calls of several sessions can run at the same
/// time; each call of a container is atomic.
/// </summary>
internal abstract class ServedObject
{
    /// <summary>The methods that the server tells clients about, in CPython's order.</summary>
    public abstract IReadOnlyList<string> Exposed { get; }

    /// <summary>Whether clients can call a method that the server does not tell them about.</summary>
    public virtual bool Hides(string method) => false;

    /// <summary>
    /// Calls an exposed method. Of what it returns the client gets a copy, of a <see cref="ServedResult"/> a proxy.
    /// </summary>
    /// <exception cref="PythonError">What Python's method raises.</exception>
    public abstract object? Call(string method, CallArguments arguments);

    /// <summary>A copy of the object that can be pickled.</summary>
    /// <exception cref="PythonError">The object cannot be copied: TypeError.</exception>
    public abstract object? Value();

    /// <summary>The object's text as Python's <c>repr()</c> gives it.</summary>
    public abstract string Repr();

    /// <summary>The object's text as Python's <c>str()</c> gives it.</summary>
    public virtual string Str() => Repr();
}

/// <summary>A shared object whose methods are in a table.</summary>
internal abstract class ServedObject<T> : ServedObject
    where T : ServedObject<T>
{
    public override IReadOnlyList<string> Exposed => Methods.Names;

    protected abstract MethodTable<T> Methods { get; }

    public override object? Call(string method, CallArguments arguments) => Methods.Call((T)this, method, arguments);
}

/// <summary>A shared object that threads synchronize with, such as a lock: it cannot be copied.</summary>
internal abstract class SynchronizationObject<T>(string type) : ServedObject<T>
    where T : ServedObject<T>
{
    public override object? Value() => throw PythonError.TypeOf($"cannot pickle '{type}' object");

    public override string Repr() => $"<{type} object>";
}
