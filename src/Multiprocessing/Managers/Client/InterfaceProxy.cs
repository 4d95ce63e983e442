using System.Diagnostics;
using System.Reflection;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// Implements an interface by calls of an object in a server: by the members' own names, or by their snake_case names
/// where the server's class has those.
/// </summary>
/// <typeparam name="TContract">The interface.</typeparam>
[ProxyFormatters]
[DebuggerDisplay("{DebuggerDisplay,nq}")]
internal class InterfaceProxy<TContract> : DispatchProxy, IInterfaceProxy, IDisposable
    where TContract : class
{
    private RemoteReference reference = null!;
    private int isDisposed;

    RemoteReference IProxy.Reference => reference;

    private string DebuggerDisplay => reference.ToString();

    public override string ToString() => ProxyText.Of(typeof(TContract), reference, isDisposed != 0);

    // Virtual: else no proxy could be made of an interface that extends IDisposable.
    public virtual void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    object? IConvertsTo.As(Type type) => type.IsInstanceOfType(this) ? this : ProxyTypes.TryMake(type, reference);

    internal static TContract Make(RemoteReference reference)
    {
        if (!typeof(TContract).IsInterface)
        {
            throw new ArgumentException(
                $"{typeof(TContract)} is not an interface: a registered class is used through one."
            );
        }

        ExposedMembers.RefuseEvents(typeof(TContract));
        ClientTypes.AllowMembersOf(typeof(TContract));
        reference.Use();
        var proxy = Create<TContract, InterfaceProxy<TContract>>();
        ((InterfaceProxy<TContract>)(object)proxy).reference = reference;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        if (method.DeclaringType == typeof(IDisposable))
        {
            Release();
            return null;
        }

        ObjectDisposedException.ThrowIf(isDisposed != 0, this);
        if (method.IsGenericMethod || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
        {
            throw new NotSupportedException(
                $"{method.Name} cannot be called in another process: it is generic, or has a parameter that is "
                    + "passed by reference."
            );
        }

        var answer = reference.Server.Call(reference, NameOf(method), args ?? []);
        return AsynchronousResult.Of(method.ReturnType, type => answer.Value(type, reference.Server))
            ?? answer.Value(method.ReturnType == typeof(void) ? typeof(object) : method.ReturnType, reference.Server);
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            reference.Release();
    }

    private string NameOf(MethodInfo method)
    {
        var name = method.IsSpecialName ? method.Name[(method.Name.IndexOf('_') + 1)..] : method.Name;
        var sets = method.IsSpecialName && method.Name.StartsWith("set_", StringComparison.Ordinal);
        var snake = MemberNames.ToSnakeCase(name);
        string[] names = sets ? ["Set" + name, "set_" + snake] : [name, snake];
        var exposed = reference.Server.ExposedOf(reference);
        return Array.Find(names, exposed.Contains)
            ?? throw new MissingMemberException(
                $"The {reference.TypeId} of the manager at {reference.Server.Address} has neither {names[0]} nor "
                    + $"{names[1]}; it has {string.Join(", ", exposed)}."
            );
    }
}
