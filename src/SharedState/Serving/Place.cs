using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Multiprocessing;
using Multiprocessing.Connections;

namespace SharedState.Serving;

/// <summary>
/// Where a server is to listen. A host is looked up here, so that what is checked is what is listened at.
/// </summary>
internal sealed class Place : IDisposable
{
    private readonly string? ownDirectory;

    private Place(Address address, string? ownDirectory = null) =>
        (Address, this.ownDirectory) = (address, ownDirectory);

    /// <summary>A path, a name without a file, or an IP address and a port.</summary>
    public Address Address { get; }

    /// <summary>
    /// Where the user says; without a word a socket in a directory of its own, which nobody else may enter.
    /// </summary>
    /// <exception cref="BadArgumentsException">It is no address, or one that other machines reach, which was not
    /// allowed.</exception>
    public static Place At(string? text, bool allowRemote)
    {
        if (text is null)
            return OfItsOwn();
        var address = Parse(text);
        if (address.Path is { } path)
            return new(path[0] == '\0' ? address : Address.Unix(WithDirectory(path)));
        var found = Find(address.Host!, text);
        if (!IPAddress.IsLoopback(found) && !allowRemote)
        {
            throw Refuse(
                text,
                "is reached from other machines: say 127.0.0.1, or --allow-remote if they are to be served."
            );
        }

        return new(Address.Tcp($"{found}", address.Port));
    }

    /// <exception cref="BadArgumentsException">The system does not let it listen there.</exception>
    public ManagerServer Listen(byte[] key, ManagerServerOptions options)
    {
        try
        {
            return new ManagerServer(key, $"{Address}", options);
        }
        catch (IOException failure)
        {
            throw Refuse($"{Address}", WhyNot(failure));
        }
    }

    public void Dispose()
    {
        if (ownDirectory is not null)
            Directory.Delete(ownDirectory, recursive: true);
    }

    private static Place OfItsOwn()
    {
        if (OperatingSystem.IsWindows())
            return new(Address.Tcp($"{IPAddress.Loopback}", 0));
        var directory = OwnDirectory.Create();
        return new(Address.Unix(Path.Combine(directory, "socket")), directory);
    }

    private static Address Parse(string text)
    {
        try
        {
            return Address.Parse(text);
        }
        catch (ArgumentException)
        {
            throw Refuse(
                text,
                "is no address: say the path of a Unix socket, or HOST:PORT with a port from 0 to 65535."
            );
        }
    }

    private static string WithDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            throw Refuse(path, "is a Unix socket, which Windows has not: say HOST:PORT, such as 127.0.0.1:0.");
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw Refuse(path, "is a directory: say the path of a socket in it.");
        return Path.GetDirectoryName(full) is { } directory && !Directory.Exists(directory)
            ? throw Refuse(path, $"has no directory: make {directory} first.")
            : full;
    }

    private static IPAddress Find(string host, string text)
    {
        if (host == "localhost")
            return IPAddress.Loopback;
        try
        {
            var found = IPAddress.TryParse(host, out var literal) ? [literal] : Dns.GetHostAddresses(host);
            return found.FirstOrDefault(each => each.AddressFamily == AddressFamily.InterNetwork)
                ?? throw Refuse(text, "names a host that has no IPv4 address: name one that has, such as 127.0.0.1.");
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            throw Refuse(text, "names a host that is not known here: name one that is, such as 127.0.0.1.");
        }
    }

    private string WhyNot(IOException failure) =>
        failure.InnerException switch
        {
            Win32Exception { NativeErrorCode: 48 or 98 or 10048 } when Address.IsUnix && !IsListenedAt() =>
                "is a file that is no socket: say another path.",
            Win32Exception { NativeErrorCode: 48 or 98 or 10048 } =>
                "is in use: end the server there, or say another address.",
            Win32Exception { NativeErrorCode: 13 or 10013 } => Address.IsUnix
                ? "may not be made by you: say a path in a directory that you may write to."
                : "may not be listened at by you: say a port from 1024 up.",
            Win32Exception { NativeErrorCode: 49 or 99 or 10049 } =>
                "is no address of this machine: say one that is, such as 127.0.0.1.",
            _ => $"cannot be listened at: {failure.Message}. Say another address.",
        };

    private bool IsListenedAt()
    {
        try
        {
            Listener.Connect(Address, Multiprocessing.Platform.Deadline.After(TimeSpan.FromSeconds(1))).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static BadArgumentsException Refuse(string address, string why) => new($"--address {address} {why}");
}
