using System.Globalization;

namespace Multiprocessing.Connections;

/// <summary>
/// Where a listener listens: the path of a Unix socket, or a host and a TCP port. CPython: the <c>address</c> of
/// <c>multiprocessing.connection</c>, a str or a tuple.
/// </summary>
internal sealed record Address
{
    private Address() { }

    /// <summary>
    /// The socket's path; null for TCP. A leading <c>\0</c> means a name in Linux' abstract namespace.
    /// </summary>
    public string? Path { get; private init; }

    /// <summary>A host name or an IPv4 address; null for a Unix socket.</summary>
    public string? Host { get; private init; }

    /// <summary>The port; 0 to let the system choose one.</summary>
    public int Port { get; private init; }

    /// <summary>
    /// Whether it is a Unix socket: only processes of this machine that can open its file can connect.
    /// </summary>
    public bool IsUnix => Path is not null;

    /// <summary>Whether only this machine can connect: a Unix socket, or a port on the loopback interface.</summary>
    public bool IsLocal => IsUnix || Host is "localhost" || Host!.StartsWith("127.", StringComparison.Ordinal);

    public static Address Unix(string path) => new() { Path = path };

    public static Address Tcp(string host, int port) =>
        port is >= 0 and <= 65535
            ? new() { Host = host.Length == 0 ? "0.0.0.0" : host, Port = port }
            : throw new ArgumentException($"{port} is not a port; use 0 to 65535.", nameof(port));

    /// <summary>Reads <c>HOST:PORT</c>, a path, or <c>@NAME</c> for a name in Linux' abstract namespace.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static Address Parse(string text)
    {
        if (text is ['@', _, ..] && OperatingSystem.IsLinux())
            return Unix($"\0{text[1..]}");

        var colon = text.LastIndexOf(':');
        if (
            colon >= 0
            && !text.Contains('/')
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        )
        {
            return Tcp(text[..colon], port);
        }

        return text.Length > 0 && (colon < 0 || text.Contains('/'))
            ? Unix(text)
            : throw new ArgumentException(
                $"'{text}' is not an address; use the path of a Unix socket, or HOST:PORT.",
                nameof(text)
            );
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        Path is ['\0', .. var name]
            ? $"@{name}"
            : Path ?? string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
