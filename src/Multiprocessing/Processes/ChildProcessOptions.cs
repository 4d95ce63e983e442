namespace Multiprocessing;

/// <summary>How to start a child process.</summary>
public sealed record ChildProcessOptions
{
    /// <summary>How the child comes to be; <see cref="StartMethods.Default"/> if not said.</summary>
    public StartMethod StartMethod { get; init; } = StartMethods.Default;

    /// <summary>The child's name; <c>process-1</c>, <c>process-2</c> … if not said.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Whether a spawned child is started so that it may fork. Linux only; a forked child always may.
    /// </summary>
    public bool ForkReady { get; init; }

    /// <summary>Environment variables that the child gets besides its parent's; null removes one. Spawn only.</summary>
    internal IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Whether the child writes its standard output and error to pipes, see <see cref="ChildProcess.StandardOutput"/>.
    /// Spawn only.
    /// </summary>
    internal bool RedirectOutput { get; init; }
}
