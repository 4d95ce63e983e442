namespace Multiprocessing.Platform;

/// <summary>
/// A process held by a descriptor (<c>pidfd_open(2)</c>), so the system can reuse its number without harm.
/// </summary>
internal sealed unsafe class LinuxPeerProcess(int id, Descriptor? ending) : PeerProcess(id)
{
    public static LinuxPeerProcess? Of(Descriptor connection)
    {
        const int peerCredentials = 17;
        var credentials = stackalloc int[3];
        var length = 3u * sizeof(int);
        if (
            Libc.GetSocketOption(connection.Value, Libc.SocketLevel, peerCredentials, credentials, &length) != 0
            || credentials[0] <= 0
        )
        {
            return null;
        }

        var descriptor = Libc.OpenProcess(credentials[0]);
        if (descriptor >= 0)
            return new(credentials[0], new(descriptor));

        return Libc.LastError == Libc.ESRCH ? new(credentials[0], null) : null;
    }

    public override bool HasEnded() => ending is null || DescriptorWait.Wait(ending, Deadline.Now);

    public override void Dispose() => ending?.Dispose();
}
