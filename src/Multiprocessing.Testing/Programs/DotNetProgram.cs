using Multiprocessing.Testing.Programs;

namespace Multiprocessing.Testing;

/// <summary>
/// A static method that is run as the main function of a process of its own. Under <see cref="StartMethod.Fork"/> that
/// process is fork-ready.
/// </summary>
public sealed class DotNetProgram : ObservedProgram
{
    private readonly Func<StartMethod, ChildProcessOptions, ChildProcess> start;

    /// <summary>A program whose main function takes the start method to use.</summary>
    /// <param name="main">A static method.</param>
    public DotNetProgram(Action<StartMethod> main)
        : this(main, (startMethod, options) => ChildProcess.Start(main, startMethod, options)) { }

    private DotNetProgram(Delegate main, Func<StartMethod, ChildProcessOptions, ChildProcess> start)
        : base(NameOf(main)) => this.start = start;

    /// <summary>A program whose main function takes the start method to use and one more argument.</summary>
    public static DotNetProgram With<T>(Action<StartMethod, T> main, T argument) =>
        new(main, (startMethod, options) => ChildProcess.Start(main, startMethod, argument, options));

    private protected override MainProcess Start(StartMethod startMethod, string directory)
    {
        var options = new ChildProcessOptions
        {
            StartMethod = StartMethod.Spawn,
            Name = TranscriptLine.Main,
            ForkReady = startMethod is StartMethod.Fork,
            RedirectOutput = true,
            EnvironmentVariables = new Dictionary<string, string?> { [RunDirectory.Variable] = directory },
        };
        return new DotNetMainProcess(start(startMethod, options));
    }

    private static string NameOf(Delegate main)
    {
        ArgumentNullException.ThrowIfNull(main);
        return $"{main.Method.DeclaringType?.Name}.{main.Method.Name}";
    }
}
