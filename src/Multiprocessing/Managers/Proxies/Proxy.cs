using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling;

namespace Multiprocessing;

/// <summary>
/// Stands for an object that lives in a manager's server; every member is a call to it. CPython: <c>BaseProxy</c>.
/// </summary>
/// <remarks>
/// <para>A proxy crosses to other processes, as an argument, as a result, or within another managed object. There it is
/// another proxy of the same object, which lives
/// while a process holds a proxy of it, or a managed object does. A process that ends, in whatever way, no longer holds
/// any.</para>
/// <para>What a member returns is a copy: writing to it changes nothing but the copy. Several threads may use one
/// proxy; each has a connection of its own to the server.</para>
/// <para>Members throw what the object throws, as its twin in .NET with a <see cref="RemoteException"/> innermost;
/// <see cref="ManagerLostException"/> where the server has ended;
/// <see cref="System.Security.Authentication.AuthenticationException"/> where this process has another key than
/// it.</para>
/// </remarks>
[ProxyFormatters]
public abstract class Proxy : IProxy, IDisposable
{
    private readonly RemoteReference reference;
    private int isDisposed;

    private protected Proxy(RemoteReference reference)
    {
        this.reference = reference;
        reference.Use();
    }

    /// <summary>The name under which the object's type is registered: <c>list</c>.</summary>
    public string TypeId => reference.TypeId;

    /// <summary>Which object of its server it stands for; the same in each process.</summary>
    public string Id => reference.Id;

    RemoteReference IProxy.Reference => reference;

    /// <summary>Which object a proxy stands for, also that of an interface: the same in each process.</summary>
    /// <exception cref="ArgumentException">It is no proxy.</exception>
    public static string IdOf(object proxy) =>
        proxy is IProxy { Reference: var reference }
            ? reference.Id
            : throw new ArgumentException("It is no proxy of a managed object.", nameof(proxy));

    /// <summary>
    /// What Python's <c>str()</c> gives for the object, in one call: <c>[0, 1, 2]</c>. Where that fails, what Python's
    /// <c>repr()</c> gives for the proxy.
    /// </summary>
    public override string ToString() => ProxyText.Of(GetType(), reference, isDisposed != 0);

    /// <summary>Says that this proxy is no longer used; with the last one of all processes the object goes.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            reference.Release();
        GC.SuppressFinalize(this);
    }

    object? IConvertsTo.As(Type type)
    {
        if (type.IsInstanceOfType(this))
            return this;
        if (ProxyTypes.TryMake(type, reference) is not { } declared)
            return null;

        // It takes this one's place.
        Dispose();
        return declared;
    }

    private protected T Call<T>(string method, params ReadOnlySpan<object?> arguments) =>
        Finish<T>(Ask(method, arguments));

    private protected void Call(string method, params ReadOnlySpan<object?> arguments) =>
        Finish<object?>(Ask(method, arguments));

    private protected void CallNamed(string method, Dictionary<object, object?> named) =>
        Finish<object?>(Ask(method, [], named));

    /// <summary>Calls a method whose failure is an answer, too.</summary>
    private protected Answer Ask(string method, params ReadOnlySpan<object?> arguments) =>
        Ask(method, arguments, named: null);

    /// <summary>Calls a method that waits without end; null when the time is up.</summary>
    private protected Answer? Await(string method, TimeSpan timeout, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(isDisposed != 0, this);
        return reference.Server.Await(reference, method, timeout, cancellation);
    }

    private Answer Ask(string method, ReadOnlySpan<object?> arguments, Dictionary<object, object?>? named)
    {
        ObjectDisposedException.ThrowIf(isDisposed != 0, this);
        return reference.Server.Call(reference, method, arguments, named);
    }

    private protected T Finish<T>(Answer answer) => answer.Value<T>(reference.Server);

    /// <summary>Whether the server is .NET's.</summary>
    private protected bool IsOnDotNet => reference.Server.IsDotNet;

    /// <summary>An index as .NET has it: to Python a negative one counts from the end.</summary>
    private protected static int FromStart(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return index;
    }
}
