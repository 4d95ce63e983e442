using System.Net.Sockets;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>Waits on sockets for any time: <see cref="Socket"/> itself accepts at most 35 minutes.</summary>
internal static class SocketWait
{
    /// <summary>Waits until a socket has data or has ended; false when the deadline passed.</summary>
    public static bool Wait(Socket socket, Deadline deadline)
    {
        while (!socket.Poll(Left(deadline), SelectMode.SelectRead))
        {
            if (deadline.HasPassed)
                return false;
        }

        return true;
    }

    /// <summary>The remaining time, or as much of it as a socket accepts.</summary>
    public static TimeSpan Left(Deadline deadline) =>
        deadline.MillisecondsLeft is >= 0 and var left
            ? TimeSpan.FromMilliseconds(Math.Min(left, int.MaxValue / 1_000))
            : Timeout.InfiniteTimeSpan;
}
