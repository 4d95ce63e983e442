using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// Runs the program of a spec in a process of its own that can start children with the spec's start method: a test host
/// never forks.
/// </summary>
internal static class MainProcess
{
    private static readonly TimeSpan Limit = Limits.Seconds(60);

    /// <summary>What <paramref name="program"/> returns, run as the main program.</summary>
    public static T Run<T>(StartMethod start, Func<StartMethod, T> program)
    {
        using var main = ChildProcess.Start(program, start, ServedOptions(start));
        main.Join(Limit).Should().BeTrue("the program ends within {0}", Limit);
        return main.Result;
    }

    /// <summary>What <paramref name="program"/> returns, run in a process that can fork.</summary>
    public static T RunForkReady<T>(Func<T> program)
    {
        using var main = ChildProcess.Start(program, Options(StartMethod.Fork));
        main.Join(Limit).Should().BeTrue("the program ends within {0}", Limit);
        return main.Result;
    }

    /// <summary>
    /// What <paramref name="program"/> returns for an argument, run in a process that can fork, however long it takes.
    /// </summary>
    public static TResult RunForkReady<T, TResult>(Func<T, TResult> program, T argument)
    {
        using var main = ChildProcess.Start(program, argument, Options(StartMethod.Fork));
        return main.Result;
    }

    /// <summary>
    /// How many descriptors this process has open, except those of assemblies: the runtime keeps each open once it is
    /// needed.
    /// </summary>
    public static int OpenDescriptors() =>
        Directory.GetFiles("/proc/self/fd").Count(file => Path.GetExtension(new FileInfo(file).LinkTarget) != ".dll");

    /// <summary>How many children this process has, zombies included.</summary>
    public static int RunningChildren() =>
        Directory
            .GetDirectories("/proc/self/task")
            .Sum(thread =>
                File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length
            );

    /// <summary>Whether a process runs: it exists, and is no zombie.</summary>
    public static bool IsRunning(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The options for a child with that start method.</summary>
    public static ChildProcessOptions By(StartMethod start) => new() { StartMethod = start };

    private static ChildProcessOptions Options(StartMethod start) =>
        new() { Name = "main", ForkReady = start == StartMethod.Fork };

    // The fork server of the test host starts a main program in a tenth of the time; its children are started as ever.
    private static ChildProcessOptions ServedOptions(StartMethod start) =>
        Options(start) with
        {
            StartMethod = StartMethods.UnsupportedReason(StartMethod.ForkServer) is null
                ? StartMethod.ForkServer
                : StartMethod.Spawn,
        };
}
