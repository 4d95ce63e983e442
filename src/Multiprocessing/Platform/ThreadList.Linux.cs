using System.Runtime.InteropServices;
using System.Text;

namespace Multiprocessing.Platform;

/// <summary>
/// The threads of this process, as the kernel lists them: by number, since a thread may give itself any name.
/// </summary>
internal sealed unsafe class ThreadList
{
    /// <summary>How many bytes of a thread's name the kernel keeps.</summary>
    public const int NameLength = 15;

    private static readonly nint GetDirectoryEntries =
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 61 : 217; // getdents64

    private static int directory = -1;
    private static ProcessOwnership directoryOwnership;

    private readonly List<int> ids = [];

    private ThreadList() { }

    /// <summary>
    /// The threads that each .NET process has, told by their names; for a process whose quiet start nobody saw.
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

    /// <summary>The one thread that a process has right after it was forked: its number is the process'.</summary>
    public static ThreadList OfForked(int pid)
    {
        var list = new ThreadList();
        list.ids.Add(pid);
        return list;
    }

    /// <summary>The threads that run now.</summary>
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
    public IReadOnlyList<(int Id, string Name)> Except(ThreadList other)
    {
        List<(int, string)>? rest = null;
        foreach (var id in ids)
        {
            if (!other.ids.Contains(id) && Name(id) is { } name)
                (rest ??= []).Add((id, name));
        }

        return rest ?? (IReadOnlyList<(int, string)>)[];
    }

    /// <summary>The thread of that name, if there is one.</summary>
    public int? Find(string name)
    {
        foreach (var id in ids)
        {
            if (Name(id) == name)
                return id;
        }

        return null;
    }

    // The directory stays open: it is read at each fork. A forked child needs its own.
    private static void Rewind()
    {
        if (directoryOwnership.IsCurrent)
        {
            Libc.Seek(directory, 0, 0);
            return;
        }

        const int closeOnExec = 0x80000;
        if (directory >= 0)
            _ = Libc.Close(directory);
        directory = Libc.Check(Libc.Open("/proc/self/task", closeOnExec), "open /proc/self/task");
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

    // Null for a thread that has ended meanwhile.
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
