namespace Multiprocessing;

/// <summary>How a <see cref="Manager"/> starts its server.</summary>
public sealed record ManagerOptions
{
    /// <summary>How the server's process comes to be; <see cref="StartMethods.Default"/> if not said.</summary>
    public StartMethod StartMethod { get; init; } = StartMethods.Default;

    /// <summary>
    /// Where it listens: the path of a Unix socket, or <c>HOST:PORT</c>; at an address of its own, without a file on
    /// Linux, if not said.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>
    /// The secret of those who may connect; <see cref="CurrentProcess.AuthKey"/> if not said, which the processes of a
    /// program have in common.
    /// </summary>
    public ReadOnlyMemory<byte>? AuthKey { get; init; }
}
