using Multiprocessing.Platform;

namespace Multiprocessing.Testing;

/// <summary>Waits for another process by checking repeatedly: a fork-ready process cannot do more.</summary>
internal static class Poll
{
    /// <summary>How long a wait can take on this machine.</summary>
    public static TimeSpan Limit => TimeoutMultiplier.Scale(TimeSpan.FromSeconds(10));

    /// <exception cref="TimeoutException">It is not done within <see cref="Limit"/>.</exception>
    public static void Until(Func<bool> done, Func<string> why)
    {
        var end = Deadline.After(Limit);
        while (!done())
        {
            if (end.HasPassed)
                throw new TimeoutException(why());
            Thread.Sleep(1);
        }
    }
}
