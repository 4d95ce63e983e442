using Microsoft.CodeAnalysis;

namespace Multiprocessing.Analyzers.Functions;

/// <summary>
/// The types that the pickler refuses whatever their values are, with its reasons, and the collections whose items it
/// sends.
/// </summary>
internal static class RefusedTypes
{
    private const string Connection =
        "it is a connection of this process; send the address, and connect in the other process";

    private const string Synchronizes =
        "it synchronizes the threads of one process; use a lock, event or queue of a Manager";

    private const string Handle = "it is a handle, which means something in this process only";

    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["System.Delegate"] = "pass a function only as the one that a child or a pool runs",
        ["System.Threading.Tasks.Task"] =
            "it is a task, which only this process completes; await it, and send its result",
        ["System.Threading.Tasks.ValueTask"] =
            "it is a task, which only this process completes; await it, and send its result",
        ["System.Threading.CancellationToken"] =
            "it is cancelled in this process only; use an event of a Manager, or a time limit",
        ["System.Threading.CancellationTokenSource"] =
            "it is cancelled in this process only; use an event of a Manager, or a time limit",
        ["System.Threading.Thread"] = "it is a thread of this process",
        ["System.Threading.Timer"] = "it is a timer of this process; start one in the other process",
        ["System.Threading.PeriodicTimer"] = "it is a timer of this process; start one in the other process",
        ["System.Threading.Lock"] = Synchronizes,
        ["System.Threading.WaitHandle"] = Synchronizes,
        ["System.Threading.SemaphoreSlim"] = Synchronizes,
        ["System.Threading.ManualResetEventSlim"] = Synchronizes,
        ["System.Threading.ReaderWriterLockSlim"] = Synchronizes,
        ["System.Threading.Barrier"] = Synchronizes,
        ["System.Threading.CountdownEvent"] = Synchronizes,
        ["System.Threading.SpinLock"] = Synchronizes,
        ["System.Threading.ThreadLocal"] = "send its Value",
        ["System.Threading.AsyncLocal"] = "send its Value",
        ["System.IO.Stream"] =
            "it is a stream, which is open in this process only; send its bytes, or the path of its file",
        ["System.IO.TextReader"] =
            "it is a reader, which is open in this process only; send its text, or the path of its file",
        ["System.IO.TextWriter"] = "it is a writer, which is open in this process only; send the path of its file",
        ["System.IO.BinaryReader"] = "it is a reader, which is open in this process only; send the path of its file",
        ["System.IO.BinaryWriter"] = "it is a writer, which is open in this process only; send the path of its file",
        ["System.IO.FileSystemInfo"] = "send its FullName",
        ["System.IO.FileSystemWatcher"] = "create one in the other process",
        ["System.Net.Sockets.Socket"] = Connection,
        ["System.Net.Sockets.TcpClient"] = Connection,
        ["System.Net.Sockets.UdpClient"] = Connection,
        ["System.Net.Sockets.TcpListener"] = Connection,
        ["System.Net.Http.HttpMessageInvoker"] = Connection,
        ["System.Data.Common.DbConnection"] = Connection,
        ["System.Runtime.InteropServices.SafeHandle"] = Handle,
        ["System.Runtime.InteropServices.CriticalHandle"] = Handle,
        ["System.Runtime.InteropServices.GCHandle"] = Handle,
        ["System.IntPtr"] = "it is an address or a handle, which means something in this process only",
        ["System.UIntPtr"] = "it is an address or a handle, which means something in this process only",
        ["System.Diagnostics.Process"] = "it is a handle of a process; send its Id",
        ["System.Lazy"] = "its function cannot be sent; send its Value",
        ["System.WeakReference"] = "send its Target",
        ["System.Random"] = "create one in the other process; send a seed",
        ["System.Progress"] = "it calls a function of this process; use a queue of a Manager",
        ["System.Text.RegularExpressions.Regex"] = "send its pattern and options",
        ["System.Text.Encoding"] = "send its WebName",
        ["System.Globalization.CultureInfo"] = "send its Name",
        ["System.Globalization.CompareInfo"] = "send the name of its culture",
        ["System.Reflection.MethodInfo"] = "send the Type that it is a part of, and its name",
        ["System.Reflection.FieldInfo"] = "send the Type that it is a part of, and its name",
        ["System.Reflection.PropertyInfo"] = "send the Type that it is a part of, and its name",
        ["System.Reflection.Assembly"] = "send its FullName",
        ["System.Linq.Expressions.Expression"] = "it is an expression; call a method of your program",
        ["Multiprocessing.ProcessPool"] = "it belongs to the process that started it; create one where it is used",
        ["Multiprocessing.ChildProcess"] = "it belongs to the process that started it; send its result",
        ["Multiprocessing.Manager"] =
            "it ends its server when it is disposed; send proxies, or the address and the key",
        ["Multiprocessing.ManagerServer"] = "it belongs to the process that runs it; send its address and its key",
    };

    private static readonly HashSet<string> Collections =
    [
        "List",
        "Queue",
        "Stack",
        "LinkedList",
        "Dictionary",
        "SortedDictionary",
        "SortedList",
        "HashSet",
        "SortedSet",
        "ConcurrentQueue",
        "ConcurrentStack",
        "ConcurrentBag",
        "ConcurrentDictionary",
        "ImmutableArray",
        "ImmutableList",
        "ImmutableDictionary",
        "KeyValuePair",
    ];

    /// <summary>Why no value of a type can be sent; null if one may be.</summary>
    public static string? ReasonFor(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return Reasons["System.IntPtr"];
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (FullName(at) is { } name && Reasons.TryGetValue(name, out var reason))
                return reason;
        }

        return null;
    }

    /// <summary>Whether a type is a collection of .NET whose items are sent.</summary>
    public static bool IsCollection(INamedTypeSymbol type) =>
        Collections.Contains(type.Name)
        && FullName(type)?.StartsWith("System.Collections.", StringComparison.Ordinal) == true;

    private static string? FullName(ITypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space && type.ContainingType is null
            ? $"{space.ToDisplayString()}.{type.Name}"
            : null;
}
