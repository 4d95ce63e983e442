using System.Diagnostics;
using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling;

namespace Multiprocessing;

/// <summary>
/// Stands for an object in a manager's server; every member is a call to that object. CPython: <c>BaseProxy</c>.
/// </summary>
/// <remarks>
/// <para>A proxy can be sent to other processes: as an argument, as a result, or inside another managed object. What
/// arrives there is another proxy of the same object. The object lives while any process has a proxy of it, or a
/// managed object contains one. A process that ends, however it ends, no longer counts.</para>
/// <para>A proxy that is garbage-collected no longer counts either; so that its object is released in time,
/// <see cref="Dispose"/> it, or let a pool's idle workers do so: they run a garbage collection after a second without
/// work.</para>
/// <para>What a member returns is a copy: changes of it affect nothing else. Several threads can use one proxy; each
/// has a connection of its own to the server.</para>
/// <para>Members throw what the object throws, as the corresponding .NET exception with a <see cref="RemoteException"/>
/// innermost; <see cref="ManagerLostException"/> when the server has ended; <see cref="PicklingException"/> where an
/// argument cannot be sent; <see cref="System.Security.Authentication.AuthenticationException"/> where this process
/// does not have the server's key; and <see cref="ObjectDisposedException"/> after <see cref="Dispose"/>.</para>
/// </remarks>
[ProxyFormatters]
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public abstract class Proxy : IProxy, IDisposable
{
    private readonly RemoteReference reference;
    private int isDisposed;

    private protected Proxy(RemoteReference reference)
    {
        this.reference = reference;
        reference.Use();
    }

    /// <summary>The type id of the object: <c>list</c>.</summary>
    public string TypeId => reference.TypeId;

    /// <summary>The id of the object in its server: the same in every process.</summary>
    public string Id => reference.Id;

    RemoteReference IProxy.Reference => reference;

    private string DebuggerDisplay => isDisposed == 0 ? $"{reference}" : $"{reference}, disposed";

    /// <summary>The id of the object that a proxy stands for, also of a proxy that implements an interface.</summary>
    /// <exception cref="ArgumentException"><paramref name="proxy"/> is not a proxy.</exception>
    public static string IdOf(object proxy) =>
        proxy is IProxy { Reference: var reference }
            ? reference.Id
            : throw new ArgumentException("The object is not a proxy of a managed object.", nameof(proxy));

    /// <summary>
    /// The object's text as Python's <c>str()</c> gives it, in one call: <c>[0, 1, 2]</c>. Where the call fails, the
    /// proxy's own text.
    /// </summary>
    public override string ToString() => ProxyText.Of(GetType(), reference, isDisposed != 0);

    /// <summary>Ends the use of this proxy. The object is released with its last proxy of all processes.</summary>
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

        // The declared proxy replaces this one.
        Dispose();
        return declared;
    }

    private protected T Call<T>(string method, params ReadOnlySpan<object?> arguments) =>
        Finish<T>(Ask(method, arguments));

    private protected void Call(string method, params ReadOnlySpan<object?> arguments) =>
        Finish<object?>(Ask(method, arguments));

    private protected void CallNamed(string method, Dictionary<object, object?> named) =>
        Finish<object?>(Ask(method, [], named));

    /// <summary>Calls a method; a failure is an answer, too.</summary>
    private protected Answer Ask(string method, params ReadOnlySpan<object?> arguments) =>
        Ask(method, arguments, named: null);

    /// <summary>Calls a method that waits without a limit; null when the time is up.</summary>
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

    /// <summary>Whether the server has methods that CPython's does not have.</summary>
    private protected bool ServerHasDotNetExtension => reference.Server.HasDotNetExtension;

    /// <summary>An index in the sense of .NET: in Python a negative one counts from the end.</summary>
    private protected static int FromStart(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return index;
    }
}
