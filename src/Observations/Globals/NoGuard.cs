using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Globals;

/// <summary>A program that starts a process without a guard.</summary>
internal static class NoGuard
{
    public static void Main(StartMethod startMethod)
    {
        using var process = ChildProcess.Start(F, 1, new ChildProcessOptions { StartMethod = startMethod });
        process.Join();
        Print.Line($"exit code {process.ExitCode}");
    }

    private static void F(int i) => Print.Line($"in f({i}): runs");
}
