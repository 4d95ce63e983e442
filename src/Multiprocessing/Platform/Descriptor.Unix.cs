using Microsoft.Win32.SafeHandles;

namespace Multiprocessing.Platform;

/// <summary>
/// A file descriptor that belongs to one process: disposing of it in a forked child does not close the parent's.
/// </summary>
internal sealed class Descriptor : SafeHandleZeroOrMinusOneIsInvalid
{
    private const nuint SetCloseOnExec = 0x20006601; // macOS: FIOCLEX

    // What this process opened for its children. A forked child closes these: otherwise a sibling would never see the
    // end of its input.
    private static readonly List<int> Open = [];

    private readonly ProcessOwnership ownership = ProcessOwnership.OfThisProcess;
    private readonly bool isUsers;

    public Descriptor(int value)
        : base(ownsHandle: true)
    {
        SetHandle(value);
        lock (Open)
            Open.Add(value);
    }

    private Descriptor(int value, bool isUsers)
        : base(ownsHandle: true)
    {
        this.isUsers = isUsers;
        SetHandle(value);
    }

    public int Value => (int)handle;

    /// <summary>How many descriptors this process can have: the system gives each the lowest free number.</summary>
    public static unsafe long MaxCount
    {
        get
        {
            Libc.ResourceLimit limit;
            var resource = OperatingSystem.IsMacOS() ? 8 : 7; // RLIMIT_NOFILE
            Libc.Check(Libc.GetResourceLimit(resource, &limit), "getrlimit");
            return (long)Math.Min(limit.Soft, int.MaxValue);
        }
    }

    /// <summary>Two connected stream sockets; an executed program inherits neither.</summary>
    public static unsafe (Descriptor Ours, Descriptor Theirs) SocketPair()
    {
        var type = OperatingSystem.IsLinux() ? Libc.StreamSocket | Libc.SocketCloseOnExec : Libc.StreamSocket;
        var ends = stackalloc int[2];
        Libc.Check(Libc.SocketPair(Libc.UnixFamily, type, 0, ends), "socketpair");
        return Pair(ends);
    }

    /// <summary>A pipe; an executed program inherits neither end.</summary>
    public static unsafe (Descriptor Read, Descriptor Write) Pipe()
    {
        var ends = stackalloc int[2];
        Libc.Check(OperatingSystem.IsLinux() ? Libc.Pipe(ends, Libc.OpenCloseOnExec) : Libc.Pipe(ends), "pipe");
        return Pair(ends);
    }

    /// <summary>
    /// Takes over a descriptor that this program was started with, and does not pass it on to executed programs.
    /// </summary>
    public static Descriptor Inherited(int value)
    {
        SetCloseOnExecution(value);
        return new(value);
    }

    /// <summary>Does not pass a descriptor on to executed programs.</summary>
    public static void SetCloseOnExecution(int value) =>
        Libc.Check(
            OperatingSystem.IsLinux()
                ? Libc.DescriptorControl(value, Libc.SetDescriptorFlags, Libc.DescriptorCloseOnExec)
                : Libc.Control(value, SetCloseOnExec),
            "close on exec"
        );

    /// <summary>Whether this process opened a descriptor for its children, or for its parent.</summary>
    public static bool Owns(int value)
    {
        lock (Open)
            return Open.Contains(value);
    }

    /// <summary>Called first in a forked child: closes what its parent had open for other children.</summary>
    public static void CloseInherited(Descriptor? except) => Close(Open, except?.Value ?? -1);

    /// <summary>
    /// One that belongs to the program's user: a forked child has a copy of it, which it can use and close.
    /// </summary>
    public static Descriptor OfUser(int value) => new(value, isUsers: true);

    /// <summary>Closes all of <paramref name="inherited"/> but one, and forgets them.</summary>
    public static void Close(List<int> inherited, int except)
    {
        foreach (var value in inherited)
        {
            if (value != except)
                _ = Libc.Close(value);
        }

        inherited.Clear();
    }

    /// <summary>Gives up ownership: the descriptor is no longer closed with this object.</summary>
    public int Release()
    {
        lock (Open)
            Open.Remove(Value);
        SetHandleAsInvalid();
        return Value;
    }

    /// <summary>The same descriptor, owned by the forked child that it was made for.</summary>
    public Descriptor Adopt() => new(Release());

    public override string ToString() => IsClosed ? "closed descriptor" : $"descriptor {Value}";

    protected override bool ReleaseHandle()
    {
        if (isUsers)
            return Libc.Close(Value) == 0;
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
