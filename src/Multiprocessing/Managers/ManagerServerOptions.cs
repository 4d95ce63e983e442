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
    /// How many connections that have not proved the key are kept; defaults to 512. When one more arrives, the oldest
    /// of them is closed: a client proves the key within milliseconds. Each connection uses a thread.
    /// </summary>
    public int MaxPendingConnections { get; init; } = 512;

    /// <summary>
    /// Gets one line about each connection, on that connection's own thread; never the key, and no values. What it
    /// throws is ignored: the line is lost. Defaults to none.
    /// </summary>
    public Action<string>? Log { get; init; }

    /// <summary>Gets one line when the first client is refused for using MD5.</summary>
    internal Action<string>? OnMd5Refused { get; init; }

    /// <summary>These options, if all values are possible.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is impossible.</exception>
    internal ManagerServerOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(
            MaxPendingConnections,
            1,
            nameof(ManagerServerOptions.MaxPendingConnections)
        );
        if (HandshakeLimit <= TimeSpan.Zero && HandshakeLimit != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(HandshakeLimit),
                HandshakeLimit,
                "The limit must be positive, or Timeout.InfiniteTimeSpan."
            );
        }

        return this;
    }
}
