using Multiprocessing;
using Multiprocessing.Testing;

namespace Observations.Managers;

/// <summary>
/// An object of a class that a manager registers: where it is created, where it runs, and what can be called.
/// </summary>
internal static class RegisteredClass
{
    internal interface ICounter
    {
        int Increment();

        int ProcessId();
    }

    public static void Main(StartMethod startMethod)
    {
        using var manager = ServerOfRun.Open<ICounter, Counter>(startMethod);
        using var pool = new ProcessPool(1, startMethod);
        var counter = manager.Create<ICounter>(10);
        Print.Line($"text: {counter}");
        Print.Line($"objects made in main: {Counter.Made}");

        Print.Line("***each process calls the one object***");
        Print.Line($"{counter.Increment()}, in main itself: {counter.ProcessId() == Environment.ProcessId}");
        pool.StarMap(Increment, [(counter, counter.ProcessId())]);
        Print.Line($"{counter.Increment()}");

        Print.Line("***only what is exposed can be called***");
        var another = manager.Create(nameof(Counter), 20);
        PrintOutcome("a method", () => another.Call<int>("increment"));
        PrintOutcome("a field", () => another.Call<int>("count"));
        PrintOutcome("a method that is not exposed", () => another.Call<int>("reset"));
        Print.Line($"text: {another}");
    }

    private static void Increment(ICounter counter, int itsProcess) =>
        Print.Line(
            $"in increment(counter): {counter.Increment()}, "
                + $"in the same process as for main: {counter.ProcessId() == itsProcess}, "
                + $"in the worker itself: {counter.ProcessId() == Environment.ProcessId}"
        );

    private static void PrintOutcome(string what, Func<int> call)
    {
        try
        {
            Print.Line($"{what}: {call()}");
        }
        catch (Exception e) when (e is MissingMemberException or RemoteException)
        {
            Print.Line($"{what}: refused");
        }
    }

    internal sealed class Counter : ICounter
    {
        private int count;

        public Counter(int start)
        {
            Made++;
            count = start;
        }

        public static int Made { get; private set; }

        public int Increment() => ++count;

        public int ProcessId() => Environment.ProcessId;

        public void Reset() => count = 0;

        public override string ToString() => $"Counter({count})";
    }
}
