using Multiprocessing;
using SharedStateSpecs.Library.Connections;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>A server announces its extension of CPython's protocol with a version, which a client must speak.</summary>
public static class DotNetExtensionSpecs
{
    [Fact]
    public static void A_server_announces_the_version_of_its_extension()
    {
        using var server = new ManagerServer(Endpoints.Key);
        server.Start();
        using var client = new WireClient(server.Address);

        client.Ask(null, "accept_connection", "spec").Should().Be(("#RETURN", ".NET 1"));
    }

    [Fact]
    public static void A_client_uses_an_extension_that_it_speaks()
    {
        using var relay = new AnnouncingRelay(".NET 1");

        UseAll(relay);

        relay.FirstRequests.Should().OnlyContain(function => function == "accept_connection");
    }

    [Theory]
    [InlineData(".NET 2")]
    [InlineData(".NET 99")]
    [InlineData(".NET 99999999999999999999")]
    [InlineData(".NET 0")]
    [InlineData(".NET -1")]
    [InlineData(".NET 1.5")]
    [InlineData(".NET one")]
    [InlineData(".NET ")]
    [InlineData(".NET")]
    [InlineData("")]
    [InlineData(1)]
    [InlineData(null)]
    public static void A_client_uses_a_server_with_another_extension_like_CPythons(object? announcement)
    {
        using var relay = new AnnouncingRelay(announcement);

        UseAll(relay);

        relay
            .FirstRequests.Should()
            .Contain(["create", "decref"], "CPython's server has these functions over a connection of their own only");
    }

    private static void UseAll(AnnouncingRelay relay)
    {
        using var manager = Manager.Connect(relay.Address, Endpoints.Key);
        using (var prices = manager.Dictionary<string, int>())
        {
            prices.TryAdd("apple", 3).Should().BeTrue();
            prices.TryAdd("apple", 4).Should().BeFalse();
            prices["apple"].Should().Be(3);
        }

        manager.ObjectCount.Should().Be(0);
    }
}
