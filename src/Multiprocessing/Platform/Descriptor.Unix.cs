using Microsoft.Win32.SafeHandles;

namespace Multiprocessing.Platform;

/// <summary>
/// A file descriptor that belongs to one process: a child that inherits it by fork never closes what its parent opened.
/// </summary>
internal sealed class Descriptor : SafeHandleZeroOrMinusOneIsInvalid
{
    private const nuint SetCloseOnExec = 0x20006601; // macOS: FIOCLEX

    // What this process opened for its children; a forked child closes these, or a sibling's end of file would never
    // come.
    private static readonly List<int> Open = [];

    private readonly ProcessOwnership ownership = ProcessOwnership.OfThisProcess;

    public Descriptor(int value)
        : base(ownsHandle: true)
    {
        SetHandle(value);
        lock (Open)
            Open.Add(value);
    }

    public int Value => (int)handle;

    /// <summary>Two connected stream sockets; neither is inherited by a program that is executed.</summary>
    public static unsafe (Descriptor Ours, Descriptor Theirs) SocketPair()
    {
        const int unix = 1,
            stream = 1,
            closeOnExec = 0x80000;
        var ends = stackalloc int[2];
        Libc.Check(
            Libc.SocketPair(unix, OperatingSystem.IsLinux() ? stream | closeOnExec : stream, 0, ends),
            "socketpair"
        );
        return Pair(ends);
    }

    /// <summary>A pipe; neither end is inherited by a program that is executed.</summary>
    public static unsafe (Descriptor Read, Descriptor Write) Pipe()
    {
        const int closeOnExec = 0x80000;
        var ends = stackalloc int[2];
        Libc.Check(OperatingSystem.IsLinux() ? Libc.Pipe(ends, closeOnExec) : Libc.Pipe(ends), "pipe");
        return Pair(ends);
    }

    /// <summary>Keeps a descriptor that came with the program's start from the programs that it executes.</summary>
    public static Descriptor Inherited(int value)
    {
        const int setFlags = 2,
            closeOnExec = 1;
        Libc.Check(
            OperatingSystem.IsLinux()
                ? Libc.DescriptorControl(value, setFlags, closeOnExec)
                : Libc.Control(value, SetCloseOnExec),
            "close on exec"
        );
        return new(value);
    }

    /// <summary>In a forked child, first: closes all that its parent had open for other children.</summary>
    public static void CloseInherited(Descriptor except)
    {
        foreach (var value in Open)
        {
            if (value != except.Value)
                _ = Libc.Close(value);
        }

        Open.Clear();
    }

    /// <summary>Hands the descriptor over: it is no longer closed with this object.</summary>
    public int Release()
    {
        lock (Open)
            Open.Remove(Value);
        SetHandleAsInvalid();
        return Value;
    }

    /// <summary>The same descriptor, owned by the forked child that it was made for.</summary>
    public Descriptor Adopt() => new(Release());

    protected override bool ReleaseHandle()
    {
        if (!ownership.IsCurrent)
            return true;

        lock (Open)
            Open.Remove(Value);
        return Libc.Close(Value) == 0;
    }

    private static unsafe (Descriptor, Descriptor) Pair(int* ends)
    {
        if (!OperatingSystem.IsLinux())
        {
            _ = Libc.Control(ends[0], SetCloseOnExec);
            _ = Libc.Control(ends[1], SetCloseOnExec);
        }

        return (new(ends[0]), new(ends[1]));
    }
}
