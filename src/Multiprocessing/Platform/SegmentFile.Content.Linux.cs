namespace Multiprocessing.Platform;

// Reading and writing without mapping: the system then touches each page once.
internal sealed unsafe partial class SegmentFile
{
    /// <summary>Writes the content of a new file; returns the error, 0 for none.</summary>
    public int Write(ReadOnlySpan<byte> content)
    {
        fixed (byte* start = content)
        {
            for (long done = 0; done < content.Length; )
            {
                var count = Libc.Write(descriptor, start + done, (nint)(content.Length - done));
                if (count >= 0)
                    done += count;
                else if (Libc.LastError is not Libc.EINTR and var error)
                    return error;
            }
        }

        return 0;
    }

    /// <summary>Reads the first bytes; false where there are not so many, or the system refuses.</summary>
    public bool Read(byte* into, long count)
    {
        for (long done = 0; done < count; )
        {
            var read = Libc.PRead(descriptor, into + done, (nint)(count - done), done);
            if (read > 0)
                done += read;
            else if (read == 0 || Libc.LastError != Libc.EINTR)
                return false;
        }

        return true;
    }
}
