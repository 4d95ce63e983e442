using Multiprocessing;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddProcessPool("squares", builder.Configuration.GetRequiredSection("Pools:Squares"));
builder.Services.AddHealthChecks().AddProcessPool("squares");

var app = builder.Build();
app.MapGet(
    "/square/{x}",
    ([FromKeyedServices("squares")] ProcessPool pool, int x, CancellationToken aborted) =>
        pool.ApplyAsync(Squares.Compute, x, aborted)
);
app.MapHealthChecks("/health");

// For comparison: each of its requests holds a thread until it is answered.
app.MapGet("/blocking/{x}", (ProcessPool pool, int x) => pool.Apply(Squares.Compute, x));
app.MapGet("/state", State.Of);
app.Run();

internal static class Squares
{
    // It runs in a worker process.
    public static int Compute(int x)
    {
        Thread.Sleep(150);
        return x * x;
    }
}

/// <summary>What the application is doing.</summary>
internal sealed record State(int BusyThreads, long Tasks, IReadOnlyList<int> Workers)
{
    public static State Of(ProcessPool pool)
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        var now = pool.Statistics;
        return new(most - available, now.QueuedTasks + now.BusyWorkers, pool.WorkerIds);
    }
}
