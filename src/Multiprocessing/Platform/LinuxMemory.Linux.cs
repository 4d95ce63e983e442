namespace Multiprocessing.Platform;

/// <summary>The memory of this process, as the kernel counts it.</summary>
internal static unsafe class LinuxMemory
{
    private const int FileSize = 8192;

    /// <summary>
    /// The resident bytes, quick to ask for. In a forked child, those that it shares with its parent are among them.
    /// </summary>
    public static long Resident
    {
        get
        {
            // Pages: all, resident, shared …
            var text = stackalloc byte[FileSize];
            var content = Read("/proc/self/statm", text);
            content = content[(content.IndexOf((byte)' ') + 1)..];
            return Number(content) * Environment.SystemPageSize;
        }
    }

    /// <summary>Those of them that no other process has; all, where the kernel (before 4.14) does not say.</summary>
    public static long Private
    {
        get
        {
            var text = stackalloc byte[FileSize];
            var content = Read("/proc/self/smaps_rollup", text);
            return content.IsEmpty
                ? Resident
                : (Find(content, "Private_Clean:"u8) + Find(content, "Private_Dirty:"u8)) * 1024;
        }
    }

    private static long Find(ReadOnlySpan<byte> content, ReadOnlySpan<byte> name)
    {
        var at = content.IndexOf(name);
        return at < 0 ? 0 : Number(content[(at + name.Length)..].TrimStart((byte)' '));
    }

    private static long Number(ReadOnlySpan<byte> text)
    {
        long number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                break;
            number = number * 10 + digit - '0';
        }

        return number;
    }

    private static ReadOnlySpan<byte> Read(string path, byte* buffer)
    {
        var descriptor = Libc.Open(path, 0);
        if (descriptor < 0)
            return [];

        var count = (int)Libc.Read(descriptor, buffer, FileSize);
        _ = Libc.Close(descriptor);
        return new(buffer, Math.Max(0, count));
    }
}
