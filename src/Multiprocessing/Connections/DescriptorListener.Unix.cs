using System.ComponentModel;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>A listener over raw descriptors: like <see cref="DescriptorConnection"/> it starts no thread.</summary>
internal sealed unsafe class DescriptorListener : Listener
{
    private static readonly int AddressInUse = OperatingSystem.IsMacOS() ? 48 : 98,
        Refused = OperatingSystem.IsMacOS() ? 61 : 111;

    // Where accept(2) fails for one connection, or for want of descriptors, the next may succeed.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Descriptor descriptor,
        ended,
        end;
    private readonly string? ownDirectory;
    private readonly ProcessOwnership ownership = ProcessOwnership.OfThisProcess;
    private readonly Lock accepting = new();
    private int isDisposed;

    private DescriptorListener(Descriptor descriptor, Address address, string? ownDirectory)
        : base(address)
    {
        this.descriptor = descriptor;
        this.ownDirectory = ownDirectory;
        (ended, end) = Descriptor.Pipe();
    }

    public static DescriptorListener Bind(Address? address)
    {
        // A name without a file is gone with the process, however that ends.
        if (address is null && OperatingSystem.IsLinux())
            address = Address.Unix($"\0multiprocessing-{Guid.NewGuid():N}");
        var directory = address is null ? Directory.CreateTempSubdirectory("listener-").FullName : null;
        address ??= Address.Unix(Path.Combine(directory!, "socket"));
        Descriptor? descriptor = null;
        try
        {
            descriptor = Open(address);
            var bound = address.IsUnix ? address : SocketAddress.OfListener(descriptor);
            return new(descriptor, bound, directory);
        }
        catch (Exception failure)
        {
            descriptor?.Dispose();
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
            throw new IOException(
                $"Cannot connect to {address}: {(deadline.HasPassed ? "nobody accepted the connection in time." : failure.Message)}",
                failure
            );
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

        // While it listens nobody takes its path over, so what is removed is its own.
        if (ownership.IsCurrent)
            RemoveFile();

        // Wakes the thread that accepts; only then may its descriptors' numbers be used again.
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
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Its directory has gone, or is no longer this user's to change.
        }
    }

    private static Descriptor Open(Address address)
    {
        var descriptor = SocketOptions.Open(address);
        try
        {
            SocketOptions.ReuseAddress(descriptor);
            try
            {
                SocketAddress.Of(address).Bind(descriptor);
            }
            catch (Win32Exception failure) when (failure.NativeErrorCode == AddressInUse && IsLeftBehind(address))
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

    private static bool IsLeftBehind(Address address)
    {
        if (!address.IsUnix)
            return false;

        using var probe = SocketOptions.Open(address);
        try
        {
            SocketAddress.Of(address).Connect(probe);
            return false;
        }
        catch (Win32Exception failure)
        {
            return failure.NativeErrorCode == Refused && IsSocket(address.Path!);
        }
    }

    // connect(2) refuses any other file as it refuses a socket where nobody listens. open(2) does not.
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
