using System.Buffers.Binary;
using System.Net.Sockets;
using Multiprocessing.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Connections;

/// <summary>The length before each message, which a hostile peer can forge.</summary>
[Linux("it uses Unix sockets.")]
public static class FramingSpecs
{
    [Fact]
    public static void A_length_in_the_long_form_is_read() =>
        Receive([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 2, (byte)'h', (byte)'i']).Should().Be("hi");

    [Theory]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    public static void A_negative_length_is_refused(int length)
    {
        var header = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, length);

        FluentActions
            .Invoking(() => Receive(header))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"A message claims {length:N0} bytes; at most*");
    }

    [Fact]
    public static void A_length_beyond_memory_is_refused() =>
        FluentActions
            .Invoking(() => Receive([0xff, 0xff, 0xff, 0xff, 0, 0, 1, 0, 0, 0, 0, 0]))
            .Should()
            .Throw<InvalidDataException>();

    [Fact]
    public static void A_claimed_length_allocates_nothing_before_its_bytes_arrive()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        FluentActions.Invoking(() => Receive([0x7f, 0, 0, 0, 1, 2, 3])).Should().Throw<EndOfStreamException>();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
    }

    private static string Receive(byte[] sent)
    {
        using var listener = Listener.Listen();
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(listener.Address.Path!));
        using var connection = listener.Accept(Endpoints.Soon)!;
        client.Send(sent);
        client.Shutdown(SocketShutdown.Send);
        return connection.ReceiveText();
    }
}
