namespace Multiprocessing.Platform;

// A lock belongs to an open file, and a fork shares its parent's: if the parent gave up such a lock, the child would
// have none. So each child is given files of its own, opened before it is forked: there is no moment without a lock.
internal sealed partial class SegmentFile
{
    /// <summary>Opens each file once more, for a child that is to be forked; null for no files.</summary>
    /// <exception cref="IOException">The system refuses, for example because too many files are open.</exception>
    public static int[]? OpenForChild()
    {
        lock (FilesLock)
        {
            if (Files.Count == 0)
                return null;

            var opened = new int[Files.Count];
            for (var i = 0; i < opened.Length; i++)
            {
                opened[i] = Libc.Open($"/proc/self/fd/{Files[i].descriptor}", OpenFlagsOfLink);
                if (opened[i] >= 0 && Libc.Lock(opened[i], Libc.LockShared | Libc.LockWithoutWaiting) == 0)
                {
                    continue;
                }

                var failure = Libc.Failure("open", Libc.LastError);
                CloseInParent(opened.AsSpan(..(i + 1)));
                throw new IOException($"A file of shared memory cannot be opened again: {failure.Message}.", failure);
            }

            return opened;
        }
    }

    /// <summary>In the parent, after the fork: closes what was opened. The child's locks stay.</summary>
    public static void CloseInParent(ReadOnlySpan<int> opened)
    {
        foreach (var descriptor in opened)
        {
            if (descriptor >= 0)
                _ = Libc.Close(descriptor);
        }
    }

    /// <summary>In the child, first: takes over what was opened for it.</summary>
    public static void BeginForked(int[]? opened)
    {
        for (var i = 0; i < opened?.Length; i++)
        {
            _ = Libc.Close(Files[i].descriptor);
            Files[i].descriptor = opened[i];
        }
    }

    private static int OpenFlagsOfLink => Libc.OpenReadWrite | Libc.OpenCloseOnExec;
}
