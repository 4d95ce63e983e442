using System.Runtime.Versioning;
using Multiprocessing.Connections;
using SharedState;
using SharedState.Serving;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>Where `sharedstate serve --address` listens, and which addresses it refuses.</summary>
public static class PlaceSpecs
{
    [Theory]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("127.1.2.3:7", "127.1.2.3:7")]
    public static void A_loopback_address_needs_no_permission(string text, string address) =>
        Place.At(text, allowRemote: false).Address.Should().Be(Address.Parse(address));

    [Fact, Linux("only Linux has such names.")]
    public static void An_abstract_socket_name_is_accepted() =>
        Place.At("@a name", allowRemote: false).Address.Should().Be(Address.Unix("\0a name"));

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData(":0")]
    [InlineData("192.0.2.1:7")]
    public static void An_address_that_other_machines_can_reach_is_refused_unless_allowed(string text)
    {
        Refusal(text)
            .Should()
            .Be(
                $"--address {text} can be reached from other machines. "
                    + "Use 127.0.0.1, or add --allow-remote to serve them."
            );

        Place.At(text, allowRemote: true).Address!.IsUnix.Should().BeFalse();
    }

    [Theory]
    [InlineData(
        "localhost:65536",
        "localhost:65536 is not an address. Use the path of a Unix socket, or HOST:PORT with a port from 0 to 65535."
    )]
    [InlineData(
        "no.such.host.invalid:1",
        "no.such.host.invalid:1 names an unknown host. Use a known one, such as 127.0.0.1."
    )]
    [InlineData("::1:7", "::1:7 names a host without an IPv4 address. Use one that has one, such as 127.0.0.1.")]
    public static void An_invalid_address_is_refused(string text, string why) =>
        Refusal(text).Should().Be($"--address {why}");

    [Fact]
    public static void An_invalid_host_name_is_refused() =>
        Refusal($"{new string('x', 300)}:1")
            .Should()
            .EndWith(" names an unknown host. Use a known one, such as 127.0.0.1.");

    [Fact]
    public static void An_address_of_another_machine_is_refused() =>
        Refusal("192.0.2.1:7", allowRemote: true)
            .Should()
            .Be("--address 192.0.2.1:7 is not an address of this machine. Use one that is, such as 127.0.0.1.");

    [Fact]
    public static void A_port_in_use_is_refused()
    {
        using var listener = Listener.Listen(Address.Parse("127.0.0.1:0"));

        Refusal($"{listener.Address}")
            .Should()
            .Be($"--address {listener.Address} is in use. Stop the server there, or use another address.");
    }

    [UnsupportedOSPlatform("windows")]
    [Linux("it has Unix sockets.")]
    public sealed class AtAPath : IDisposable
    {
        private readonly TemporaryDirectory directory = new();

        public void Dispose() => directory.Dispose();

        [Fact]
        public void A_missing_directory_is_reported() =>
            Refusal("/nowhere/socket")
                .Should()
                .Be("--address /nowhere/socket is in a directory that does not exist. Create /nowhere first.");

        [Fact]
        public void A_directory_is_refused() =>
            Refusal(directory.Path)
                .Should()
                .Be($"--address {directory.Path} is a directory. Use the path of a socket in it.");

        [Fact]
        public void A_file_of_the_user_is_kept()
        {
            var path = Path.Combine(directory.Path, "notes.txt");
            File.WriteAllText(path, "kept");

            Refusal(path).Should().Be($"--address {path} is a file that is not a socket. Use another path.");
            File.ReadAllText(path).Should().Be("kept");
        }

        [Fact]
        public void A_path_that_is_too_long_is_refused() =>
            Refusal("/tmp/" + new string('x', 200))
                .Should()
                .StartWith($"--address /tmp/{new string('x', 200)} cannot be used: ")
                .And.EndWith(". Use another address.");
    }

    private static string Refusal(string address, bool allowRemote = false) =>
        FluentActions
            .Invoking(() => Place.At(address, allowRemote).Listen(Endpoints.Key, new()).Dispose())
            .Should()
            .Throw<BadArgumentsException>()
            .Which.Message;
}
