namespace Multiprocessing;

/// <summary>How to start a child process.</summary>
public sealed record ChildProcessOptions
{
    /// <summary>How the child is started; defaults to <see cref="StartMethods.Default"/>.</summary>
    public StartMethod StartMethod { get; init; } = StartMethods.Default;

    /// <summary>The child's name; defaults to <c>process-1</c>, <c>process-2</c> …</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Whether the child is started and kept able to fork. Linux only; a forked child always is.
    /// </summary>
    public bool ForkReady { get; init; }

    /// <summary>Environment variables to add to those of the parent; null removes one. Not under fork.</summary>
    internal IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether the child leaves Ctrl-C (SIGINT) to this process, as what serves it does.</summary>
    internal bool DisregardsInterrupts { get; init; }

    /// <summary>
    /// Whether the child's standard output and error are pipes, see <see cref="ChildProcess.StandardOutput"/>.
    /// Not under fork.
    /// </summary>
    internal bool RedirectOutput { get; init; }

    /// <summary>Whether it is the fork server.</summary>
    internal bool ServesForks { get; init; }
}
