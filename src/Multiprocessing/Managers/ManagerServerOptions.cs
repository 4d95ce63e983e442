namespace Multiprocessing;

/// <summary>How a <see cref="ManagerServer"/> treats its clients.</summary>
public sealed record ManagerServerOptions
{
    /// <summary>
    /// Whether clients can authenticate with HMAC-MD5, the only digest of CPython up to 3.11. Defaults to true on a
    /// Unix socket and to false over TCP.
    /// </summary>
    public bool? AllowMd5 { get; init; }

    /// <summary>How long a client may take to authenticate; defaults to 10 seconds.</summary>
    public TimeSpan HandshakeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets one line about each connection, on that connection's own thread; never the key, and no values. Defaults to
    /// none.
    /// </summary>
    public Action<string>? Log { get; init; }
}
