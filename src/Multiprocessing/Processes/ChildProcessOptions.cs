using System.Collections.ObjectModel;
using Multiprocessing.Platform;
using Multiprocessing.Workers;

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

    /// <summary>
    /// Environment variables that the child has beside those of this process, or instead of them; null removes one.
    /// </summary>
    /// <remarks>
    /// A spawned child has them from its start on. A forked one sets them before any code of the application: its
    /// runtime and native libraries keep what they read before.
    /// </remarks>
    public IReadOnlyDictionary<string, string?> EnvironmentVariables { get; init; } =
        ReadOnlyDictionary<string, string?>.Empty;

    /// <summary>The child's working directory; defaults to that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// Whether the child reads the standard input of this process; by default its own is empty, as in CPython: it does
    /// not take what this process is to read.
    /// </summary>
    public bool InheritStandardInput { get; init; }

    /// <summary>
    /// What is given each line that the child and its descendants write to standard output; by default they write where
    /// this process does.
    /// </summary>
    /// <remarks>
    /// When the child has been waited for (<see cref="ChildProcess.Join()"/>, <see cref="ChildProcess.WaitAsync"/>), or
    /// it or its pool has been disposed of, all that it wrote was given, also a last line without an end. Not for
    /// forked children, and not in a process that can fork: it needs a thread that reads.
    /// </remarks>
    public ChildOutputHandler? StandardOutput { get; init; }

    /// <summary>
    /// What is given each line that the child and its descendants write to standard error, as for
    /// <see cref="StandardOutput"/>.
    /// </summary>
    public ChildOutputHandler? StandardError { get; init; }

    /// <summary>What a pool asks of the child, which is its worker.</summary>
    internal WorkerSettings Worker { get; init; }

    /// <summary>Whether the child leaves Ctrl-C (SIGINT) to this process, as what serves it does.</summary>
    internal bool DisregardsInterrupts { get; init; }

    /// <summary>
    /// Whether the child's standard output and error are pipes, see <see cref="ChildProcess.StandardOutput"/>.
    /// Not under fork.
    /// </summary>
    internal bool RedirectOutput { get; init; }

    /// <summary>The descriptors of what it is given as an argument.</summary>
    internal IReadOnlyList<Descriptor> Given { get; init; } = [];

    /// <summary>Whether it is the fork server.</summary>
    internal bool ServesForks { get; init; }
}
