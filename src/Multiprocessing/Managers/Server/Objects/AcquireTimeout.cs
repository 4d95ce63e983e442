using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Platform;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>How long a call of <c>acquire</c> waits, by its arguments.</summary>
internal static class AcquireTimeout
{
    /// <summary>For a lock: -1 seconds is no limit.</summary>
    public static Deadline OfLock(BoundArguments given)
    {
        var seconds =
            given.Seconds(1)
            ?? throw PythonError.TypeOf("'NoneType' object cannot be interpreted as an integer or a float");
        if (!given.IsTrue(0))
        {
            return seconds == -1
                ? Deadline.Now
                : throw PythonError.Value("can't specify a timeout for a non-blocking call");
        }

        return seconds == -1 ? Deadline.Never
            : seconds >= 0 ? Deadline.AfterSeconds(seconds)
            : throw PythonError.Value("timeout value must be a non-negative number");
    }

    /// <summary>For a semaphore: None is no limit.</summary>
    public static Deadline OfSemaphore(BoundArguments given)
    {
        if (given.IsTrue(0))
            return Deadline.AfterSeconds(given.Seconds(1));

        return given[1] is null
            ? Deadline.Now
            : throw PythonError.Value("can't specify timeout for non-blocking acquire");
    }
}
