using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>Opens stream sockets and sets their options, by the numbers of Linux and macOS.</summary>
internal static unsafe class SocketOptions
{
    private const int TcpLevel = 6,
        NoDelay = 1;

    private static readonly int Reuse = OperatingSystem.IsMacOS() ? 4 : 2;
    private static readonly int KeepAlive = OperatingSystem.IsMacOS() ? 8 : 9;
    private static readonly int SendTimeout = OperatingSystem.IsMacOS() ? 0x1005 : 21;

    /// <summary>A socket for an address; an executed program does not inherit it.</summary>
    public static Descriptor Open(Address address)
    {
        var family = address.IsUnix ? Libc.UnixFamily : Libc.InternetFamily;
        var type = OperatingSystem.IsLinux() ? Libc.StreamSocket | Libc.SocketCloseOnExec : Libc.StreamSocket;
        return Own(Libc.Check(Libc.Socket(family, type, 0), "socket"));
    }

    /// <summary>
    /// A connection that is waiting; null if it is gone, or the system has no descriptor left for it.
    /// </summary>
    public static Descriptor? Accept(Descriptor listener)
    {
        var accepted = OperatingSystem.IsLinux()
            ? Libc.Accept(listener.Value, null, null, Libc.SocketCloseOnExec)
            : Libc.Accept(listener.Value, null, null);
        return accepted < 0 ? null : Own(accepted);
    }

    /// <summary>Lets a new listener use a port on which connections of the last listener linger.</summary>
    public static void ReuseAddress(Descriptor descriptor) => Set(descriptor, Libc.SocketLevel, Reuse, 1);

    /// <summary>
    /// Over TCP, small messages leave at once (Nagle's algorithm holds them for 40 ms), and the silent end of the other
    /// machine is noticed.
    /// </summary>
    public static void Prepare(Descriptor descriptor, Address address)
    {
        if (address.IsUnix)
            return;

        Set(descriptor, TcpLevel, NoDelay, 1);
        Set(descriptor, Libc.SocketLevel, KeepAlive, 1);
    }

    /// <summary>Limits how long connect(2) and send(2) wait; on macOS only send(2).</summary>
    public static void LimitSending(Descriptor descriptor, Deadline deadline)
    {
        // Zero would mean no limit.
        var left = deadline.MillisecondsLeft is >= 0 and var milliseconds ? Math.Max(1, milliseconds) : 0;
        var time = stackalloc nint[2] { left / 1000, left % 1000 * 1000 };
        Libc.Check(
            Libc.SetSocketOption(descriptor.Value, Libc.SocketLevel, SendTimeout, time, (uint)(2 * sizeof(nint))),
            "setsockopt"
        );
    }

    // macOS refuses all options on a connection that was reset in the meantime; reading from it will report that.
    private static void Set(Descriptor descriptor, int level, int option, int value) =>
        _ = Libc.SetSocketOption(descriptor.Value, level, option, &value, sizeof(int));

    private static Descriptor Own(int value) => OperatingSystem.IsLinux() ? new(value) : Descriptor.Inherited(value);
}
