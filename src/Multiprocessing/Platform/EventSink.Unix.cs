namespace Multiprocessing.Platform;

/// <summary>
/// One <c>write(2)</c> a line on a descriptor in append mode. Forked children share the descriptor; executed programs
/// open their own.
/// </summary>
internal sealed unsafe class UnixEventSink(int descriptor) : EventSink
{
    public static new UnixEventSink OfFile(string path)
    {
        const int writeOnly = 1;

        // The C library's open takes the mode of a new file as a variadic argument, which not every ABI passes alike.
        if (!File.Exists(path))
            File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
        var descriptor = Libc.Open(path, writeOnly | Libc.OpenAppend | Libc.OpenCloseOnExec);
        return descriptor >= 0 ? new(descriptor) : throw new IOException(Libc.Failure("open", Libc.LastError).Message);
    }

    public override void Write(ReadOnlySpan<byte> line)
    {
        fixed (byte* start = line)
        {
            while (Libc.Write(descriptor, start, line.Length) < 0 && Libc.LastError == Libc.EINTR) { }
        }
    }
}
