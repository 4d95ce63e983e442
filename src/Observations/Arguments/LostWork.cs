using System.Diagnostics;
using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Arguments;

/// <summary>An argument that cannot be unpickled, and a worker that dies.</summary>
internal static class LostWork
{
    public static void Main(StartMethod startMethod)
    {
        using var pool = new ProcessPool(1, startMethod);
        PrintOutcome(
            "an argument that cannot be read",
            () => pool.Apply(Count, new Dictionary<Unreadable, int> { [new()] = 1 })
        );
        PrintOutcome("a worker that dies", () => pool.Apply(Die, 1));
        PrintOutcome("the next task", () => pool.Apply(Take, 1));
    }

    private static int Count(Dictionary<Unreadable, int> value) => value.Count;

    private static int Take(int value) => value;

    private static int Die(int value)
    {
        Process.GetCurrentProcess().Kill();
        return value;
    }

    private static void PrintOutcome(string what, Func<int> outcome)
    {
        try
        {
            Print.Line($"{what}: {outcome()}");
        }
        catch (Exception e) when (e is not TimeoutException)
        {
            Print.Line($"{what}: {e.GetType().Name}");
        }
    }

    /// <summary>A key that only main can put into a dictionary.</summary>
    private sealed class Unreadable
    {
        public override bool Equals(object? obj) => obj is Unreadable;

        public override int GetHashCode() =>
            CurrentProcess.Name == "main"
                ? 1
                : throw new InvalidOperationException($"unreadable in {CurrentProcess.Name}");
    }
}
