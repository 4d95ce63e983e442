using System.Runtime.Versioning;
using Multiprocessing.Connections;
using SharedState;
using SharedState.Serving;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>Where `sharedstate serve --address` listens, and where it does not.</summary>
public static class PlaceSpecs
{
    [Theory]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("127.1.2.3:7", "127.1.2.3:7")]
    public static void Loopback_is_served_without_being_allowed(string text, string address) =>
        Place.At(text, allowRemote: false).Address.Should().Be(Address.Parse(address));

    [Fact, Linux("It is Linux that has such names.")]
    public static void A_name_without_a_file_is_served() =>
        Place.At("@a name", allowRemote: false).Address.Should().Be(Address.Unix("\0a name"));

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData(":0")]
    [InlineData("192.0.2.1:7")]
    public static void What_other_machines_reach_is_refused_unless_it_is_allowed(string text)
    {
        Refusal(text)
            .Should()
            .Be(
                $"--address {text} is reached from other machines: say 127.0.0.1, or --allow-remote if they are to be served."
            );

        Place.At(text, allowRemote: true).Address!.IsUnix.Should().BeFalse();
    }

    [Theory]
    [InlineData(
        "localhost:65536",
        "--address localhost:65536 is no address: say the path of a Unix socket, or HOST:PORT with a port from 0 to 65535."
    )]
    [InlineData(
        "no.such.host.invalid:1",
        "--address no.such.host.invalid:1 names a host that is not known here: name one that is, such as 127.0.0.1."
    )]
    [InlineData(
        "::1:7",
        "--address ::1:7 names a host that has no IPv4 address: name one that has, such as 127.0.0.1."
    )]
    public static void What_is_no_address_is_refused(string text, string line) => Refusal(text).Should().Be(line);

    [Fact]
    public static void A_name_that_no_host_can_have_is_refused() =>
        Refusal($"{new string('x', 300)}:1")
            .Should()
            .EndWith(" names a host that is not known here: name one that is, such as 127.0.0.1.");

    [Fact]
    public static void An_address_of_another_machine_is_refused() =>
        Refusal("192.0.2.1:7", allowRemote: true)
            .Should()
            .Be("--address 192.0.2.1:7 is no address of this machine: say one that is, such as 127.0.0.1.");

    [Fact]
    public static void A_port_in_use_is_refused()
    {
        using var listener = Listener.Listen(Address.Parse("127.0.0.1:0"));

        Refusal($"{listener.Address}")
            .Should()
            .Be($"--address {listener.Address} is in use: end the server there, or say another address.");
    }

    [UnsupportedOSPlatform("windows")]
    [Linux("It is about Unix sockets.")]
    public sealed class AtAPath : IDisposable
    {
        private readonly TemporaryDirectory directory = new();

        public void Dispose() => directory.Dispose();

        [Fact]
        public void A_directory_that_is_not_there_is_to_be_made_first() =>
            Refusal("/nowhere/socket").Should().Be("--address /nowhere/socket has no directory: make /nowhere first.");

        [Fact]
        public void A_directory_is_no_socket() =>
            Refusal(directory.Path)
                .Should()
                .Be($"--address {directory.Path} is a directory: say the path of a socket in it.");

        [Fact]
        public void A_file_of_the_users_is_kept()
        {
            var path = Path.Combine(directory.Path, "notes.txt");
            File.WriteAllText(path, "kept");

            Refusal(path).Should().Be($"--address {path} is a file that is no socket: say another path.");
            File.ReadAllText(path).Should().Be("kept");
        }

        [Fact]
        public void A_path_that_is_too_long_is_refused() =>
            Refusal("/tmp/" + new string('x', 200))
                .Should()
                .Be(
                    $"--address /tmp/{new string('x', 200)} cannot be listened at: The path of a Unix socket has at most 107 bytes: /tmp/{new string('x', 200)}. Say another address."
                );
    }

    private static string Refusal(string address, bool allowRemote = false) =>
        FluentActions
            .Invoking(() => Place.At(address, allowRemote).Listen(Endpoints.Key, new()).Dispose())
            .Should()
            .Throw<BadArgumentsException>()
            .Which.Message;
}
