using Multiprocessing.Connections;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// A proxy on its way to a manager's server: as CPython's clients write one, so that any server knows it, and any
/// client gets it.
/// </summary>
internal sealed class ProxyFormatter(Type type) : Formatter(type)
{
    public override PythonGlobal Global => RebuiltProxy.Global;

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var reference = ((IProxy)value).Reference;
        var proxyClass = ProxyTypes.ClassOf(reference.TypeId);
        var named = new Dictionary<object, object?>();
        if (proxyClass.Name == "AutoProxy")
            named["exposed"] = PythonTuple.Of([.. reference.Server.ExposedOf(reference)]);
        pickler.WriteGlobal(Global);
        pickler.WriteValue(
            PythonTuple.Of(
                proxyClass,
                Token.Of(reference.TypeId, reference.Server.Address, reference.Id),
                "pickle",
                named
            )
        );
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }
}

/// <summary>
/// What a proxy is made of that arrives from a manager's server. CPython: <c>RebuildProxy(class, token, serializer,
/// keywords)</c>.
/// </summary>
internal sealed class RebuiltProxy : Reconstructor
{
    public static readonly PythonGlobal Global = new("multiprocessing.managers", "RebuildProxy");

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (arguments.Length != 4 || arguments[1].Reference is not Token { Address: { } address } token)
            throw new UnpicklingException("a proxy is made of its class, token, serializer and keywords.");

        var exposed =
            arguments[3].Reference is Dictionary<object, object?> named && named.TryGetValue("exposed", out var names)
                ? Answer.Names(names)
                : null;
        return new(ProxyTypes.Make(RemoteServer.At(address).Refer(token.TypeId, token.Id, exposed)));
    }

    public override string ToString() => Global.ToString();
}

/// <summary>A proxy on its way to a process of the same program: of the same type there.</summary>
internal sealed class InheritedProxyFormatter(Type type) : Formatter(type)
{
    // The class that an interface's proxy is of is made anew in each process.
    public override PythonGlobal Global { get; } =
        new(TypeName.Module, TypeName.Of(type.Assembly.IsDynamic ? type.BaseType! : type));

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var reference = ((IProxy)value).Reference;
        pickler.WriteGlobal(this);
        pickler.WriteValue(
            PythonTuple.Of(
                reference.TypeId,
                reference.Server.Address.ToString(),
                reference.Id,
                pickler.SendsKeys ? reference.Server.Key.ToArray() : null
            )
        );
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (arguments.Length != 4)
            throw new UnpicklingException($"{this} is made of its type, the address of its server, its id and a key.");

        var server = RemoteServer.At(
            Address.Parse(arguments[1].ToText()),
            arguments[3].IsNone ? [] : arguments[3].ToBytes()
        );
        return new(ProxyTypes.TryMake(Type, server.Refer(arguments[0].ToText(), arguments[2].ToText())));
    }
}
