namespace SharedStateSpecs.Library.Sharing;

/// <summary>Tasks that wait, each on a thread of its own: those of the pool are few, and come late.</summary>
internal static class LongTask
{
    public static Task Run(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Task<T> Run<T>(Func<T> function) =>
        Task.Factory.StartNew(function, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
