using Multiprocessing.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Connections;

/// <summary>The address of a listener as text.</summary>
public static class AddressSpecs
{
    [Theory]
    [InlineData("/tmp/a socket")]
    [InlineData("./socket:7")]
    [InlineData("socket")]
    public static void A_path_is_a_unix_socket(string text) => Address.Parse(text).Should().Be(Address.Unix(text));

    [Theory, Linux("only Linux has an abstract namespace.")]
    [InlineData("@name")]
    [InlineData("@name:7")]
    public static void A_name_is_a_unix_socket_without_a_file(string text) =>
        Address.Parse(text).Should().Be(Address.Unix($"\0{text[1..]}"));

    [Theory]
    [InlineData("localhost:0", "localhost", 0)]
    [InlineData("127.0.0.1:65535", "127.0.0.1", 65535)]
    [InlineData(":7", "0.0.0.0", 7)]
    public static void A_host_and_a_port_are_tcp(string text, string host, int port) =>
        Address.Parse(text).Should().Be(Address.Tcp(host, port));

    [Theory]
    [InlineData("")]
    [InlineData("host:")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    public static void Anything_else_is_refused(string text) =>
        FluentActions.Invoking(() => Address.Parse(text)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("/tmp/socket", true)]
    [InlineData("localhost:1", true)]
    [InlineData("127.3.2.1:1", true)]
    [InlineData("0.0.0.0:1", false)]
    [InlineData("example.org:1", false)]
    public static void Loopback_and_unix_sockets_are_local(string text, bool isLocal) =>
        Address.Parse(text).IsLocal.Should().Be(isLocal);
}
