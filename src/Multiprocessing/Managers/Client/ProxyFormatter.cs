using Multiprocessing.Connections;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// Writes a proxy that is sent to a manager's server as CPython's clients write it, so any server and any client can
/// read it.
/// </summary>
internal sealed class ProxyFormatter(Type type) : Formatter(type)
{
    public override PythonGlobal Global => RebuiltProxy.Rebuild;

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
/// Reads a proxy that arrives from a manager's server. CPython: <c>RebuildProxy(class, token, serializer,
/// keywords)</c>.
/// </summary>
internal sealed class RebuiltProxy : Reconstructor
{
    public static readonly PythonGlobal Rebuild = new("multiprocessing.managers", "RebuildProxy");

    public override PythonGlobal Global => Rebuild;

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        if (arguments.Length != 4 || arguments[1].Reference is not Token { Address: { } address } token)
            throw new UnpicklingException("RebuildProxy takes a class, a token, a serializer and keywords.");

        var exposed =
            arguments[3].Reference is Dictionary<object, object?> named && named.TryGetValue("exposed", out var names)
                ? Answer.Names(names)
                : null;
        return new(ProxyTypes.Make(RemoteServer.At(address).Refer(token.TypeId, token.Id, exposed)));
    }

    public override string ToString() => Global.ToString();
}

/// <summary>Writes and reads a proxy that is sent to a process of the same program: it keeps its .NET type.</summary>
internal sealed class InheritedProxyFormatter(Type type) : Formatter(type)
{
    // The class of an interface's proxy is generated anew in each process.
    public override PythonGlobal Global { get; } =
        new(TypeName.Module, TypeName.Of(type.Assembly.IsDynamic ? type.BaseType! : type));

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var reference = ((IProxy)value).Reference;
        if (pickler.HandedOver is { } handedOver)
        {
            reference.Use();
            handedOver.Add(reference.Release);
        }

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
            throw new UnpicklingException($"{this} takes a type id, the address of its server, an id and a key.");

        var server = RemoteServer.At(
            Address.Parse(arguments[1].ToText()),
            arguments[3].IsNone ? [] : arguments[3].ToBytes()
        );
        return new(ProxyTypes.TryMake(Type, server.Refer(arguments[0].ToText(), arguments[2].ToText())));
    }
}
