using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Multiprocessing;
using Multiprocessing.Connections;
using Multiprocessing.Platform;

namespace SharedState.Serving;

/// <summary>
/// Where a server listens. A host is resolved here, so that the server listens at the address that was checked.
/// </summary>
internal sealed class Place : IDisposable
{
    private readonly string? ownDirectory;

    private Place(Address address, string? ownDirectory = null) =>
        (Address, this.ownDirectory) = (address, ownDirectory);

    /// <summary>A path, an abstract socket name, or an IP address and a port.</summary>
    public Address Address { get; }

    /// <summary>
    /// Where the user asks; defaults to a socket in a directory of its own, which no other user can open.
    /// </summary>
    /// <exception cref="BadArgumentsException">
    /// It is not an address, or other machines can reach it and that was not allowed.
    /// </exception>
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
                "can be reached from other machines. Use 127.0.0.1, or add --allow-remote to serve them."
            );
        }

        return new(Address.Tcp($"{found}", address.Port));
    }

    /// <exception cref="BadArgumentsException">The system does not allow it to listen there.</exception>
    public ManagerServer Listen(byte[] key, ManagerServerOptions options)
    {
        try
        {
            return new ManagerServer(key, $"{Address}", options);
        }
        catch (IOException failure)
        {
            throw Refuse($"{Address}", Reason(failure));
        }
    }

    public void Dispose()
    {
        if (ownDirectory is not null)
            TemporaryDirectories.Delete(ownDirectory);
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
                "is not an address. Use the path of a Unix socket, or HOST:PORT with a port from 0 to 65535."
            );
        }
    }

    private static string WithDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw Refuse(
                path,
                "is the path of a Unix socket, which Windows does not support here. Use HOST:PORT, such as 127.0.0.1:0."
            );
        }

        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw Refuse(path, "is a directory. Use the path of a socket in it.");
        return Path.GetDirectoryName(full) is { } directory && !Directory.Exists(directory)
            ? throw Refuse(path, $"is in a directory that does not exist. Create {directory} first.")
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
                ?? throw Refuse(text, "names a host without an IPv4 address. Use one that has one, such as 127.0.0.1.");
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            throw Refuse(text, "names an unknown host. Use a known one, such as 127.0.0.1.");
        }
    }

    private string Reason(IOException failure) =>
        failure.InnerException switch
        {
            Win32Exception { NativeErrorCode: 48 or 98 or 10048 } when Address.IsUnix && !IsListenedAt() =>
                "is a file that is not a socket. Use another path.",
            Win32Exception { NativeErrorCode: 48 or 98 or 10048 } =>
                "is in use. Stop the server there, or use another address.",
            Win32Exception { NativeErrorCode: 13 or 10013 } => Address.IsUnix
                ? "is in a directory that you cannot write to. Use another path."
                : "is a port that you are not allowed to use. Use a port from 1024 up.",
            Win32Exception { NativeErrorCode: 49 or 99 or 10049 } =>
                "is not an address of this machine. Use one that is, such as 127.0.0.1.",
            _ => $"cannot be used: {failure.Message.TrimEnd('.')}. Use another address.",
        };

    private bool IsListenedAt()
    {
        try
        {
            Listener.Connect(Address, Deadline.After(TimeSpan.FromSeconds(1))).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static BadArgumentsException Refuse(string address, string why) => new($"--address {address} {why}");
}
