using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>An address in the system's form: <c>struct sockaddr_un</c> or <c>sockaddr_in</c>.</summary>
internal readonly unsafe struct SocketAddress
{
    private const int PathOffset = 2,
        InternetLength = 16;
    private static readonly int LongestPath = OperatingSystem.IsMacOS() ? 103 : 107;

    private readonly byte[] bytes;

    private SocketAddress(byte[] bytes, int family)
    {
        this.bytes = bytes;
        if (OperatingSystem.IsMacOS())
            (bytes[0], bytes[1]) = ((byte)bytes.Length, (byte)family);
        else
            BitConverter.TryWriteBytes(bytes, (ushort)family);
    }

    public static SocketAddress Of(Address address) =>
        address.Path is { } path ? OfPath(path) : OfHost(address.Host!, address.Port);

    /// <summary>The address that the system gave a listener.</summary>
    public static Address OfListener(Descriptor descriptor)
    {
        var bytes = stackalloc byte[InternetLength];
        var length = (uint)InternetLength;
        Libc.Check(Libc.GetSocketName(descriptor.Value, bytes, &length), "getsockname");
        return Address.Tcp(
            new IPAddress(new ReadOnlySpan<byte>(bytes + 4, 4)).ToString(),
            BinaryPrimitives.ReadUInt16BigEndian(new(bytes + 2, 2))
        );
    }

    public void Bind(Descriptor descriptor)
    {
        fixed (byte* start = bytes)
            Libc.Check(Libc.Bind(descriptor.Value, start, (uint)bytes.Length), "bind");
    }

    public void Connect(Descriptor descriptor)
    {
        fixed (byte* start = bytes)
        {
            while (Libc.Connect(descriptor.Value, start, (uint)bytes.Length) < 0)
            {
                if (Libc.LastError != Libc.EINTR)
                    throw Libc.Failure("connect", Libc.LastError);
            }
        }
    }

    private static SocketAddress OfPath(string path)
    {
        var encoded = Encoding.UTF8.GetBytes(path);
        if (encoded.Length > LongestPath)
        {
            throw new IOException(
                $"The path of a Unix socket has at most {LongestPath} bytes, but this one has {encoded.Length}: "
                    + $"{path}. Use a shorter one; for a temporary one, set TMPDIR to a directory with a shorter path."
            );
        }

        // A name in the abstract namespace ends with the structure; a path ends with a zero.
        var bytes = new byte[PathOffset + encoded.Length + (encoded is [0, ..] ? 0 : 1)];
        encoded.CopyTo(bytes, PathOffset);
        return new(bytes, Libc.UnixFamily);
    }

    private static SocketAddress OfHost(string host, int port)
    {
        var bytes = new byte[InternetLength];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)port);
        if (!FindHost(host).TryWriteBytes(bytes.AsSpan(4), out _))
            throw new IOException($"{host} has no IPv4 address.");

        return new(bytes, Libc.InternetFamily);
    }

    private static IPAddress FindHost(string host)
    {
        if (host == "localhost")
            return IPAddress.Loopback;
        if (IPAddress.TryParse(host, out var literal))
        {
            return literal.AddressFamily == AddressFamily.InterNetwork
                ? literal
                : throw new IOException($"{host} is not an IPv4 address.");
        }

        try
        {
            return Dns.GetHostAddresses(host, AddressFamily.InterNetwork).FirstOrDefault()
                ?? throw new IOException($"{host} has no IPv4 address.");
        }
        catch (SocketException failure)
        {
            throw new IOException($"The host {host} was not found: {failure.Message}", failure);
        }
    }
}
