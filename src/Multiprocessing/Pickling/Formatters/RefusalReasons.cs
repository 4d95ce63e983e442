using System.Collections;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// Why a value of a type of the framework, or of a class of this library, cannot be sent to another process, and what
/// to send instead. Types are recognized by their names, so that no assembly is loaded for them.
/// </summary>
internal static class RefusalReasons
{
    /// <summary>What is said of a type that has no reason of its own.</summary>
    public const string NoForm =
        "pickling knows no form of it; send what it is made of, for example its text or its items.";

    private const string Unsynchronized =
        "it synchronizes the threads of one process; use a lock, event or queue of a Manager.";

    /// <summary>Why a value of a type of the framework cannot be sent.</summary>
    public static string Of(Type type) => Find(type) ?? NoForm;

    /// <summary>
    /// Why a value of a type, or of one that derives from it, cannot be sent; null if nothing is known.
    /// </summary>
    public static string? Find(Type type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ByName(ancestor.Namespace, ancestor.Name) is { } reason)
                return reason;
        }

        return OfComparer(type) ?? OfSequence(type);
    }

    /// <summary>Why an object of a class of this library cannot be sent; null if it can.</summary>
    public static string? OfOwn(Type type) =>
        type.Name switch
        {
            "ProcessPool" or "ChildProcess" =>
                "it belongs to the process that started it; create one where it is used, or send results.",
            "Manager" => "it ends its server when it is disposed; send proxies, or the address and the key.",
            "ManagerServer" or "RunningServer" =>
                "it belongs to the process that runs it; send its address and its key.",
            _ => null,
        };

    /// <summary>
    /// Why an object that the compiler made of a method with <c>yield</c> cannot be sent; null for any other type.
    /// </summary>
    public static string? OfIterator(Type type)
    {
        if (type.IsValueType || !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            return null;
        if (!type.IsAssignableTo(typeof(IEnumerator)))
            return type.IsAssignableTo(typeof(IEnumerable)) ? null : OfSequence(type);

        return type.IsAssignableTo(typeof(IEnumerable))
            ? "it is a sequence made by yield; call ToArray() or ToList(), and send that."
            : OfSequence(type);
    }

    /// <summary>
    /// Why a value of a type of the framework cannot be sent to Python, although another process of the same program
    /// could have it; null if nothing is known.
    /// </summary>
    public static string? OfPython(Type type) =>
        type.Name switch
        {
            "JsonObject" or "JsonArray" or "JsonValue" or "JsonElement" or "JsonDocument" =>
                "Python has no JSON objects; send its text, or a dictionary, a list or the value itself.",
            "Color" => "Python has no colours; send its ToArgb() or its name.",
            "TimeZoneInfo" => "Python's time zones have no common form; send its Id.",
            "Index" or "Range" => "Python has no such type; send its numbers.",
            "RuntimeType" => "Python does not have the class; send its name.",
            _ => null,
        };

    private static string? ByName(string? space, string name) =>
        space switch
        {
            "System" => OfSystem(name),
            "System.Threading.Tasks" => name is "Task" or "ValueTask" or "ValueTask`1"
                ? "it is a task, which only this process completes; await it, and send its result."
                : null,
            "System.Threading" => OfThreading(name),
            "System.IO" => OfFiles(name),
            "System.Net.Sockets" or "System.Net.Security" or "System.Net.Http" or "System.IO.Pipes" =>
                "it is a connection of this process; send the address, and connect in the other process.",
            "System.Data.Common" when name == "DbConnection" =>
                "it is a connection of this process; send the address, and connect in the other process.",
            "System.Runtime.InteropServices" when name is "SafeHandle" or "CriticalHandle" or "GCHandle" =>
                "it is a handle, which means something in this process only.",
            "System.Diagnostics" when name == "Process" => "it is a handle of a process; send its Id.",
            "System.Text.RegularExpressions" when name == "Regex" => "send its pattern and options.",
            "System.Text" when name == "Encoding" => "send its WebName.",
            "System.Globalization" when name == "CultureInfo" => "send its Name.",
            "System.Globalization" when name == "CompareInfo" => "send the name of its culture.",
            "System.Reflection" => OfReflection(name),
            "System.Linq.Expressions" when name == "Expression" =>
                "it is an expression; call a method of your program, and send what it needs.",
            _ => null,
        };

    private static string? OfSystem(string name) =>
        name switch
        {
            "IntPtr" or "UIntPtr" => "it is an address or a handle, which means something in this process only.",
            "Lazy`1" => "its function cannot be sent; send its Value.",
            "WeakReference" or "WeakReference`1" => "send its Target.",
            "Random" => "create one in the other process; send a seed.",
            "Progress`1" => "it calls a function of this process; use a queue of a Manager.",
            _ => null,
        };

    private static string? OfThreading(string name) =>
        name switch
        {
            "CancellationToken" or "CancellationTokenSource" or "CancellationTokenRegistration" =>
                "it is cancelled in this process only; use an event of a Manager, or a time limit.",
            "Thread" => "it is a thread of this process.",
            "Timer" or "PeriodicTimer" => "it is a timer of this process; start one in the other process.",
            "Lock"
            or "WaitHandle"
            or "SemaphoreSlim"
            or "ManualResetEventSlim"
            or "ReaderWriterLockSlim"
            or "Barrier"
            or "CountdownEvent"
            or "SpinLock" => Unsynchronized,
            "ThreadLocal`1" or "AsyncLocal`1" => "send its Value.",
            _ => null,
        };

    private static string? OfFiles(string name) =>
        name switch
        {
            "Stream" or "TextReader" or "TextWriter" or "BinaryReader" or "BinaryWriter" =>
                "it is a stream, which is open in this process only; send its bytes or text, or the path of its file.",
            "FileSystemInfo" => "send its FullName.",
            "FileSystemWatcher" => "create one in the other process.",
            _ => null,
        };

    private static string? OfReflection(string name) =>
        name switch
        {
            "MemberInfo" or "ParameterInfo" or "Module" => "send the Type that it is a part of, and its name.",
            "Assembly" or "AssemblyName" => "send its FullName.",
            "Pointer" => "it is an address or a handle, which means something in this process only.",
            _ => null,
        };

    private static string? OfComparer(Type type) =>
        type.GetInterface("System.Collections.Generic.IComparer`1") is not null
        || type.GetInterface("System.Collections.Generic.IEqualityComparer`1") is not null
            ? "only ordinal comparers and classes of your program are sent as comparers."
            : null;

    private static string? OfSequence(Type type)
    {
        // A query is also its own first enumerator.
        if (type.Namespace == "System.Linq" && type.IsAssignableTo(typeof(IEnumerable)))
            return "it is a query, which runs when it is enumerated; call ToArray() or ToList(), and send that.";
        if (type.IsAssignableTo(typeof(IEnumerator)))
            return "it is an enumerator; send the collection.";
        if (type.IsAssignableTo(typeof(IEnumerable)))
            return "pickling does not know this collection; call ToArray() or ToList(), and send that.";
        return type.GetInterface("System.Collections.Generic.IAsyncEnumerable`1") is not null
            ? "it is an asynchronous sequence; collect its items in a list, and send that."
            : null;
    }
}
