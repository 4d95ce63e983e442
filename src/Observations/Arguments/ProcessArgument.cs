using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Programs;

namespace Observations.Arguments;

/// <summary>A process without a pool gets a list.</summary>
internal static class ProcessArgument
{
    public static void Main(StartMethod startMethod)
    {
        List<int> data = [.. Enumerable.Range(0, 10)];
        Print.Line($"before: id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");
        using (var process = ChildProcess.Start(G, data, new ChildProcessOptions { StartMethod = startMethod }))
            process.Join();
        Print.Line($"after: id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");
    }

    private static void G(List<int> data)
    {
        data.Add(110);
        Print.Line($"in g(data): id(data) = {Identity.Of(data)}, data = {ListText.Of(data)}");
    }
}
