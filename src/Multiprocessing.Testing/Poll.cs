namespace Multiprocessing.Testing;

/// <summary>Waits for another process by looking, again and again: all that a fork-ready process may do.</summary>
internal static class Poll
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static void Until(Func<bool> done, Func<string> why)
    {
        var end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!done())
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException(why());
            Thread.Sleep(1);
        }
    }
}
