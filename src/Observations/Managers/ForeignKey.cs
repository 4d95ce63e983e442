using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Managers;

/// <summary>A worker gets a proxy of a server whose key it does not have.</summary>
internal static class ForeignKey
{
    public static void Main(StartMethod startMethod)
    {
        // The pool comes first: a worker that is forked later has the keys that main has used.
        using var pool = new ProcessPool(1, startMethod);
        using var manager = Manager.Start(
            new ManagerOptions { StartMethod = startMethod, AuthKey = "another key"u8.ToArray() }
        );
        var data = manager.List([0, 1, 2]);
        Print.Line($"main has the key: {data.Count}");
        PrintOutcome("a worker without the key", () => pool.Apply(Length, data));
        PrintOutcome("the next task", () => pool.Apply(Negate, 1));

        using var process = ChildProcess.Start(Tell, data, new ChildProcessOptions { StartMethod = startMethod });
        process.Join();
    }

    private static int Length(ListProxy<int> data) => data.Count;

    private static void Tell(ListProxy<int> data) => Print.Line($"in tell(data): {Length(data)}");

    private static int Negate(int i) => -i;

    private static void PrintOutcome(string what, Func<int> outcome)
    {
        try
        {
            Print.Line($"{what}: {outcome()}");
        }
        catch (System.Security.Authentication.AuthenticationException e)
        {
            Print.Line($"{what}: {e.GetType().Name}");
        }
    }
}
