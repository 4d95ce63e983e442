namespace Multiprocessing;

/// <summary>How a <see cref="ManagerServer"/> treats who connects.</summary>
public sealed record ManagerServerOptions
{
    /// <summary>
    /// Whether clients may prove the key with HMAC-MD5, which is all that CPython has up to 3.11. By default on a Unix
    /// socket only.
    /// </summary>
    public bool? AllowMd5 { get; init; }

    /// <summary>How long a client may take to prove that it has the key: 10 seconds by default.</summary>
    public TimeSpan HandshakeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Is told of each connection in one line, from the connection's own thread. Never of the key, nor of values.
    /// </summary>
    public Action<string>? Log { get; init; }
}
