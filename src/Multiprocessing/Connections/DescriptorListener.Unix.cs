using System.ComponentModel;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>A listener over raw descriptors. Like <see cref="DescriptorConnection"/> it starts no thread.</summary>
internal sealed unsafe class DescriptorListener : Listener
{
    private static readonly int AddressInUse = OperatingSystem.IsMacOS() ? 48 : 98,
        Refused = OperatingSystem.IsMacOS() ? 61 : 111;

    // When accept(2) fails for one connection, or because no descriptor is free, the next call may succeed.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(1),
        PauseBetweenProbes = TimeSpan.FromMilliseconds(200);

    private readonly Descriptor descriptor,
        ended,
        end;
    private readonly string? ownDirectory;
    private readonly SocketFileLock? fileLock;
    private readonly ProcessOwnership ownership = ProcessOwnership.OfThisProcess;
    private readonly Lock accepting = new();
    private int isDisposed;

    private DescriptorListener(Descriptor descriptor, Address address, string? ownDirectory, SocketFileLock? fileLock)
        : base(address)
    {
        this.descriptor = descriptor;
        this.ownDirectory = ownDirectory;
        this.fileLock = fileLock;
        (ended, end) = Descriptor.Pipe();
    }

    /// <summary>Listens at an address; null for a free one.</summary>
    /// <param name="address">The address.</param>
    /// <param name="locksFile">Whether the file of a socket has a lock; defaults to what this system needs.</param>
    public static DescriptorListener Bind(Address? address, bool? locksFile = null)
    {
        // A name without a file disappears with the process, however it ends.
        if (address is null && OperatingSystem.IsLinux())
            address = Address.Unix($"\0multiprocessing-{Guid.NewGuid():N}");
        var directory = address is null ? Directory.CreateTempSubdirectory("listener-").FullName : null;
        address ??= Address.Unix(Path.Combine(directory!, "socket"));
        Descriptor? descriptor = null;
        SocketFileLock? fileLock = null;
        try
        {
            if (directory is null && address.Path is [not '\0', ..] path && (locksFile ?? !OperatingSystem.IsLinux()))
                fileLock = SocketFileLock.TryTake(path) ?? throw Libc.Failure("bind", AddressInUse);
            descriptor = Open(address, mayBeBusy: fileLock is { WasLeftBehind: false });
            var bound = address.IsUnix ? address : SocketAddress.OfListener(descriptor);
            return new(descriptor, bound, directory, fileLock);
        }
        catch (Exception failure)
        {
            descriptor?.Dispose();
            fileLock?.Dispose();
            if (directory is not null)
                Directory.Delete(directory, recursive: true);
            if (failure is not Win32Exception)
                throw;

            throw new IOException($"Cannot listen at {address}: {failure.Message}", failure);
        }
    }

    public static new DescriptorConnection Connect(Address address, Deadline deadline)
    {
        var target = SocketAddress.Of(address);
        var descriptor = SocketOptions.Open(address);
        try
        {
            SocketOptions.LimitSending(descriptor, deadline);
            target.Connect(descriptor);
            SocketOptions.LimitSending(descriptor, Deadline.Never);
            SocketOptions.Prepare(descriptor, address);
            return new(descriptor);
        }
        catch (Win32Exception failure)
        {
            descriptor.Dispose();
            var reason = deadline.HasPassed ? "the connection was not accepted in time." : failure.Message;
            throw new IOException($"Cannot connect to {address}: {reason}", failure);
        }
    }

    public override Connection? Accept(Deadline deadline)
    {
        var polled = stackalloc Libc.PollDescriptor[2];
        lock (accepting)
        {
            while (!descriptor.IsClosed)
            {
                polled[0] = new() { Descriptor = descriptor.Value, Events = Libc.PollIn };
                polled[1] = new() { Descriptor = ended.Value, Events = Libc.PollIn };
                if (!DescriptorWait.Wait(polled, 2, deadline) || polled[1].Happened != 0)
                    return null;

                if (SocketOptions.Accept(descriptor) is { } accepted)
                {
                    SocketOptions.Prepare(accepted, Address);
                    return new DescriptorConnection(accepted) { IsGuarded = true };
                }

                if (deadline.HasPassed)
                    return null;

                Thread.Sleep(Pause);
            }
        }

        return null;
    }

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
            return;

        // No other listener can take over the path of one that still listens, so the file is its own.
        if (ownership.IsCurrent)
            RemoveFile();

        // Wakes the accepting thread; only after that may the system reuse the descriptors' numbers.
        end.Dispose();
        lock (accepting)
        {
            descriptor.Dispose();
            ended.Dispose();
        }
    }

    private void RemoveFile()
    {
        try
        {
            if (ownDirectory is not null)
                Directory.Delete(ownDirectory, recursive: true);
            else if (Address.Path is { } path && path[0] != '\0')
                File.Delete(path);
            fileLock?.Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The directory is gone, or this user can no longer change it.
        }
    }

    private static Descriptor Open(Address address, bool mayBeBusy)
    {
        var descriptor = SocketOptions.Open(address);
        try
        {
            SocketOptions.ReuseAddress(descriptor);
            try
            {
                SocketAddress.Of(address).Bind(descriptor);
            }
            catch (Win32Exception failure)
                when (failure.NativeErrorCode == AddressInUse && IsLeftBehind(address, mayBeBusy))
            {
                File.Delete(address.Path!);
                SocketAddress.Of(address).Bind(descriptor);
            }

            Libc.Check(Libc.Listen(descriptor.Value, Backlog), "listen");
            return descriptor;
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    // A socket file without a listener: its process ended without removing it. Where a refusal can also mean that many
    // connections wait for a listener without a lock, such as CPython's, each of several is refused.
    private static bool IsLeftBehind(Address address, bool mayBeBusy)
    {
        if (!address.IsUnix)
            return false;

        for (var probes = mayBeBusy ? 5 : 1; probes > 0; probes--)
        {
            if (!RefusesToConnect(address))
                return false;
            if (probes > 1)
                Thread.Sleep(PauseBetweenProbes);
        }

        return true;
    }

    private static bool RefusesToConnect(Address address)
    {
        using var probe = SocketOptions.Open(address);
        try
        {
            // A listener that does not accept, because it is stopped or busy, would hold up this one.
            SocketOptions.LimitSending(probe, Deadline.After(LongestProbe));
            SocketAddress.Of(address).Connect(probe);
            return false;
        }
        catch (Win32Exception failure)
        {
            return failure.NativeErrorCode == Refused && IsSocket(address.Path!);
        }
    }

    // connect(2) fails alike for a socket without a listener and for any other file. open(2) tells them apart.
    private static bool IsSocket(string path)
    {
        var (withoutWaiting, isSocket) = OperatingSystem.IsMacOS() ? (0x4, 102) : (0x800, 6);
        var opened = Libc.Open(path, withoutWaiting);
        if (opened < 0)
            return Libc.LastError == isSocket;

        _ = Libc.Close(opened);
        return false;
    }
}
