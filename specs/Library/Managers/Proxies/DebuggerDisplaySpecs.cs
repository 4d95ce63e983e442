using System.Diagnostics;
using System.Reflection;
using Multiprocessing;
using Multiprocessing.Managers.Server;
using Multiprocessing.Managers.Server.Objects;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>What a debugger shows for proxies and servers.</summary>
public static class DebuggerDisplaySpecs
{
    [Fact]
    public static void A_proxy_shows_its_object_without_a_call_of_the_server()
    {
        var (server, manager) = DotNetServer.Start();
        var list = manager.List([1]);
        var counter = manager.Create("list").As<InterfaceProxySpecs.ICounter>();

        server.Dispose();

        Shown(list).Should().Be($"list {list.Id} at {manager.Address}");
        Shown(counter).Should().Be($"list {Proxy.IdOf(counter)} at {manager.Address}");
        list.Dispose();
        Shown(list).Should().EndWith(", disposed");
    }

    [Fact]
    public static void A_server_shows_its_address_objects_and_connections()
    {
        using var server = new ManagerServer("a key"u8);
        Shown(server).Should().Be($"{server.Address}, 0 objects, 0 connections, not started");
        server.Start();
        using var manager = Manager.Connect(server.Address, "a key"u8);
        using var list = manager.List([1]);

        Shown(server).Should().Be($"{server.Address}, 1 objects, 2 connections", "one is for control, one for calls");
        Shown(manager.Server).Should().Be($"{server.Address}, 1 references, 0 pending");
        server.Dispose();
        Shown(server).Should().EndWith(", stopped");
    }

    [Fact]
    public static void A_managed_object_shows_its_id_type_and_references()
    {
        var managedObject = new ObjectTable().Add(new ServedEvent(), exposed: [], owner: null);

        Shown(managedObject).Should().Be($"{managedObject.Id}, ServedEvent, 1 references");
    }

    private static string? Shown(object value)
    {
        var type = value.GetType();
        type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value.Should().Be("{DebuggerDisplay,nq}");
        while (type.GetProperty("DebuggerDisplay", BindingFlags.NonPublic | BindingFlags.Instance) is null)
            type = type.BaseType!;
        return (string?)
            type.GetProperty("DebuggerDisplay", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(value);
    }
}
