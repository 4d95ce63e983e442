using System.Globalization;

namespace Multiprocessing.Connections;

/// <summary>Where a listener listens: the path of a Unix socket, or a host and a port of TCP. CPython: the
/// <c>address</c> of
/// <c>multiprocessing.connection</c>, a str or a pair.</summary>
internal sealed record Address
{
    private Address() { }

    /// <summary>
    /// The socket's path; null for TCP. One that begins with <c>\0</c> is a name of Linux' abstract namespace.
    /// </summary>
    public string? Path { get; private init; }

    /// <summary>A host's name, or its IPv4 address; null for a Unix socket.</summary>
    public string? Host { get; private init; }

    /// <summary>The port; 0 where the system is to choose one.</summary>
    public int Port { get; private init; }

    /// <summary>Whether it is a Unix socket, which only this machine reaches, and only who may open its file.</summary>
    public bool IsUnix => Path is not null;

    /// <summary>Whether it is a Unix socket or a port that only this machine reaches.</summary>
    public bool IsLocal => IsUnix || Host is "localhost" || Host!.StartsWith("127.", StringComparison.Ordinal);

    public static Address Unix(string path) => new() { Path = path };

    public static Address Tcp(string host, int port) =>
        port is >= 0 and <= 65535
            ? new() { Host = host.Length == 0 ? "0.0.0.0" : host, Port = port }
            : throw new ArgumentException($"{port} is no port; 0 to 65535 are.", nameof(port));

    /// <summary>Reads <c>HOST:PORT</c>, a path, or <c>@NAME</c> for a name of Linux' abstract namespace.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
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
                $"'{text}' is no address: it is the path of a Unix socket, or HOST:PORT.",
                nameof(text)
            );
    }

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        Path is ['\0', .. var name]
            ? $"@{name}"
            : Path ?? string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
