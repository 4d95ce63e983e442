namespace Multiprocessing;

/// <summary>How a <see cref="Manager"/> starts its server.</summary>
public sealed record ManagerOptions
{
    /// <summary>
    /// How the server's process is started; defaults to <see cref="StartMethods.Default"/>. CPython: <c>ctx</c>.
    /// </summary>
    public StartMethod StartMethod { get; init; } = StartMethods.Default;

    /// <summary>
    /// Where the server listens: the path of a Unix socket, or <c>HOST:PORT</c>. Defaults to a free address that only
    /// this machine can reach, on Linux a Unix socket without a file. CPython: <c>address</c>.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>
    /// The secret that clients must have; defaults to <see cref="CurrentProcess.AuthKey"/>, which all processes of a
    /// program share. CPython: <c>authkey</c>.
    /// </summary>
    public ReadOnlyMemory<byte>? AuthKey { get; init; }
}
