namespace Multiprocessing.Pools;

/// <summary>An asynchronous source of which at most one read is under way.</summary>
internal sealed class AsyncSource<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource left;
    private readonly IAsyncEnumerator<T> items;
    private Task<bool>? reading;

    public AsyncSource(IAsyncEnumerable<T> source, CancellationToken cancellation)
    {
        left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        items = source.GetAsyncEnumerator(left.Token);
    }

    /// <summary>Whether it has ended or failed.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The read that is under way.</summary>
    public Task Reading => reading ?? Task.CompletedTask;

    /// <summary>The next item, or the end with its failure; false where that is not there yet.</summary>
    public bool TryRead(out T? item, out Exception? failure)
    {
        (item, failure) = (default, null);
        reading ??= Begin();
        if (!reading.IsCompleted)
            return false;

        var ended = reading;
        reading = null;
        if (ended.IsCompletedSuccessfully && ended.Result)
        {
            item = items.Current;
            return true;
        }

        IsEnded = true;
        failure = ended.Exception?.InnerException ?? (ended.IsCanceled ? new TaskCanceledException(ended) : null);
        return true;
    }

    /// <summary>Ends the read that is under way by the token that the source was given, and then the source.</summary>
    public async ValueTask DisposeAsync()
    {
        if (reading is { IsCompleted: false })
            await left.CancelAsync().ConfigureAwait(false);
        await ((Task)(reading ?? Task.FromResult(false))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await items.DisposeAsync().ConfigureAwait(false);
        left.Dispose();
    }

    private async Task<bool> Begin() => await items.MoveNextAsync().ConfigureAwait(false);
}
