using System.Runtime.InteropServices;
using System.Text;

namespace Multiprocessing.Platform;

/// <summary>
/// The threads of this process, as the kernel lists them: by number, since a thread can give itself any name.
/// </summary>
internal sealed unsafe class ThreadList
{
    /// <summary>The number of bytes of a thread's name that the kernel keeps.</summary>
    public const int NameLength = 15;

    private static readonly nint GetDirectoryEntries =
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 61 : 217; // getdents64

    private static int directory = -1;
    private static ProcessOwnership directoryOwnership;

    private readonly List<int> ids = [];

    private ThreadList() { }

    /// <summary>
    /// The threads that every .NET process has, recognized by their names; for a process whose threads were not listed
    /// at its start.
    /// </summary>
    public static ThreadList OfRuntime
    {
        get
        {
            var list = new ThreadList();
            foreach (var id in Read().ids)
            {
                if (id == Environment.ProcessId || Name(id) is ".NET SynchManag" or ".NET Finalizer")
                    list.ids.Add(id);
            }

            return list;
        }
    }

    /// <summary>The only thread of a process that was just forked: its number is the process id.</summary>
    public static ThreadList OfForked(int pid)
    {
        var list = new ThreadList();
        list.ids.Add(pid);
        return list;
    }

    /// <summary>The threads that are running now.</summary>
    public static ThreadList Read()
    {
        const int size = 4096,
            numberOffset = 19;
        var list = new ThreadList();
        var entries = stackalloc byte[size];
        Rewind();
        while (true)
        {
            var filled = (int)Libc.SystemCall(GetDirectoryEntries, directory, (nint)entries, size);
            Libc.Check(filled, "getdents64");
            if (filled == 0)
                return list;

            // struct linux_dirent64: inode 8, offset 8, length 2, type 1, name.
            for (var entry = 0; entry < filled; entry += *(ushort*)(entries + entry + 16))
            {
                if (ParseNumber(entries + entry + numberOffset) is { } id)
                    list.ids.Add(id);
            }
        }
    }

    /// <summary>The threads of this list that are not in the other.</summary>
    public IReadOnlyList<ListedThread> Except(ThreadList other)
    {
        List<ListedThread>? others = null;
        foreach (var id in ids)
        {
            if (!other.ids.Contains(id) && Name(id) is { } name)
                (others ??= []).Add(new(id, name));
        }

        return others ?? (IReadOnlyList<ListedThread>)[];
    }

    /// <summary>The number of the thread with a name; null if there is none.</summary>
    public int? Find(string name)
    {
        foreach (var id in ids)
        {
            if (Name(id) == name)
                return id;
        }

        return null;
    }

    // The directory stays open, since it is read at each fork. A forked child opens its own.
    private static void Rewind()
    {
        if (directoryOwnership.IsCurrent)
        {
            Libc.Seek(directory, 0, 0);
            return;
        }

        if (directory >= 0)
            _ = Libc.Close(directory);
        directory = Libc.Check(Libc.Open("/proc/self/task", Libc.OpenCloseOnExec), "open /proc/self/task");
        directoryOwnership = ProcessOwnership.OfThisProcess;
    }

    private static int? ParseNumber(byte* text)
    {
        var number = 0;
        for (; *text != 0; text++)
        {
            if (*text is < (byte)'0' or > (byte)'9')
                return null;
            number = number * 10 + *text - '0';
        }

        return number;
    }

    // Null for a thread that has ended in the meantime.
    private static string? Name(int id)
    {
        var path = $"/proc/self/task/{id}/comm";
        var descriptor = Libc.Open(path, 0);
        if (descriptor < 0)
            return null;

        var name = stackalloc byte[64];
        var length = (int)Libc.Read(descriptor, name, 64);
        _ = Libc.Close(descriptor);
        return length > 0 ? Encoding.UTF8.GetString(name, length).TrimEnd('\n') : null;
    }
}

/// <summary>A thread by its number and its name.</summary>
internal sealed record ListedThread(int Id, string Name);
