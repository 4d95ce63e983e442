using Multiprocessing;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>
/// The .NET extension of CPython's protocol: objects are created and released over a call channel, and released with
/// it.
/// </summary>
public static class LeaseSpecs
{
    [Fact]
    public static void The_objects_of_a_connection_are_released_with_it()
    {
        using var server = Serve();
        var client = new WireClient(server.Address);
        var id = client.Create("list", new List<object?> { 1 });
        client.Ask(id, "__len__").Should().Be(("#RETURN", 1));

        client.Dispose();

        ServerWithPythonClients.Await(() => server.ObjectCount == 0);
    }

    [Fact]
    public static void An_object_is_kept_by_another_connection_that_references_it()
    {
        using var server = Serve();
        using var second = new WireClient(server.Address);
        string id;
        using (var first = new WireClient(server.Address))
        {
            id = first.Create("Value", "i", 7);
            first.Create("list");
            second.Ask(null, "incref", id).Should().Be(("#RETURN", null));
        }

        ServerWithPythonClients.Await(() => server.ObjectCount == 1);

        second.Ask(id, "get").Should().Be(("#RETURN", 7));
        second.Ask(null, "decref", id).Should().Be(("#RETURN", null));
        ServerWithPythonClients.Await(() => server.ObjectCount == 0);
    }

    [Fact]
    public static void Ten_thousand_released_objects_leave_none()
    {
        using var server = Serve();
        using var client = new WireClient(server.Address);

        for (var i = 0; i < 10_000; i++)
            client.Ask(null, "decref", client.Create("list"));

        client.Ask(null, "number_of_objects").Should().Be(("#RETURN", 0));
    }

    [Fact]
    public static void A_released_object_cannot_be_called()
    {
        using var server = Serve();
        using var client = new WireClient(server.Address);
        var id = client.Create("list");
        client.Ask(null, "decref", id);

        client.Ask(id, "__len__").Kind.Should().Be("#TRACEBACK");
        client.Ask(null, "incref", id).Kind.Should().Be("#TRACEBACK");
    }

    [Theory]
    [InlineData(null, "eval")]
    [InlineData("0", "__len__")]
    public static void A_request_for_an_unknown_name_is_answered(string? id, string method)
    {
        using var server = Serve();
        using var client = new WireClient(server.Address);

        client.Ask(id, method, "1").Kind.Should().Be("#TRACEBACK");
        client.Ask(null, "dummy").Should().Be(("#RETURN", null));
    }

    private static ManagerServer Serve()
    {
        var server = new ManagerServer("a key"u8, options: new() { AllowMd5 = false });
        server.Start();
        return server;
    }
}
