namespace Multiprocessing.Platform;

// Files whose processes were killed.
internal sealed partial class SegmentFile
{
    /// <summary>
    /// Removes the files of this library and this user that no process has open. Their processes ended without closing
    /// them.
    /// </summary>
    public static void RemoveAbandoned(string directory = Directory)
    {
        try
        {
            var user = Libc.GetEffectiveUser();
            foreach (var path in System.IO.Directory.EnumerateFiles(directory))
            {
                if (FileStatus.Of(path) is { IsFile: true, IsSticky: true } status && status.Owner == user)
                    RemoveUnused(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is no such directory, and so no file.
        }
    }

    private static void RemoveUnused(string path)
    {
        var descriptor = Libc.Open(path, OpenFlags);
        if (descriptor < 0)
            return;

        if (
            Libc.Lock(descriptor, Libc.LockExclusive | Libc.LockWithoutWaiting) == 0
            && FileStatus.Of(descriptor) is { IsSticky: true, Links: > 0 } own
            && FileStatus.Of(path)?.Inode == own.Inode
            && Libc.Unlink(path) == 0
            && EventLog.IsOn
        )
        {
            EventLog.Write($"removed {path}, which no process uses any more");
        }

        _ = Libc.Close(descriptor);
    }
}
