using System.Reflection;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// The proxy classes of each type id: in .NET, and in CPython, whose classes a pickled proxy names; and the methods
/// that an object must have to be used through them.
/// </summary>
internal static class ProxyTypes
{
    private const string Module = "multiprocessing.managers";

    private static readonly (string TypeId, string Python, Type Proxy, string Methods)[] Table =
    [
        ("list", "ListProxy", typeof(ListProxy<>), "__getitem__ __len__ __setitem__ append"),
        ("dict", "DictProxy", typeof(DictionaryProxy<,>), "__getitem__ __len__ __setitem__ setdefault"),
        ("set", "AutoProxy", typeof(SetProxy<>), "__contains__ __len__ add"),
        ("Value", "ValueProxy", typeof(ValueProxy<>), "get set"),
        ("Array", "ArrayProxy", typeof(ArrayProxy<>), "__getitem__ __len__ __setitem__"),
        ("Namespace", "NamespaceProxy", typeof(NamespaceProxy), "__getattribute__ __setattr__"),
        ("Queue", "AutoProxy", typeof(QueueProxy<>), "empty full get put qsize"),
        ("JoinableQueue", "AutoProxy", typeof(JoinableQueueProxy<>), "get join put qsize task_done"),
        ("Event", "EventProxy", typeof(EventProxy), "clear is_set set wait"),
        ("Lock", "AcquirerProxy", typeof(LockProxy), "acquire release"),
        ("RLock", "AcquirerProxy", typeof(RLockProxy), "acquire release"),
        ("Semaphore", "AcquirerProxy", typeof(SemaphoreProxy), "acquire release"),
        ("BoundedSemaphore", "AcquirerProxy", typeof(SemaphoreProxy), "acquire release"),
        ("Condition", "ConditionProxy", typeof(ConditionProxy), "acquire notify notify_all release wait"),
        ("Barrier", "BarrierProxy", typeof(BarrierProxy), "__getattribute__ abort reset wait"),
        ("Iterator", "IteratorProxy", typeof(IteratorProxy<>), "__next__"),
    ];

    /// <summary>
    /// A proxy where no type is declared: the proxy of a standard type, with <c>object</c> as its item type, else an
    /// <see cref="ObjectProxy"/>.
    /// </summary>
    public static Proxy Make(RemoteReference reference)
    {
        var type = Array.Find(Table, row => row.TypeId == reference.TypeId).Proxy ?? typeof(ObjectProxy);
        if (type == typeof(ArrayProxy<>))
            return new ArrayProxy<double>(reference);
        if (type.IsGenericType)
            type = type.MakeGenericType([.. Enumerable.Repeat(typeof(object), type.GetGenericArguments().Length)]);
        return (Proxy)Construct(type, reference);
    }

    /// <summary>A proxy of a declared type; null where that type does not fit the reference's type id.</summary>
    public static object? TryMake(Type type, RemoteReference reference)
    {
        if (type == typeof(ObjectProxy) || type.IsAssignableTo(typeof(IInterfaceProxy)))
            return Construct(type, reference);
        if (Array.Find(Table, row => row.TypeId == reference.TypeId).Proxy is not { } proxy)
        {
            return type.IsInterface
                ? Construct(typeof(InterfaceProxy<>).MakeGenericType(type), reference)
                : MakeOfMethods(type, reference);
        }

        if (proxy == (type.IsGenericType ? type.GetGenericTypeDefinition() : type))
            return Construct(type, reference);

        // An interface that the proxy implements: IList<int> for a list.
        var arguments = type.GetGenericArguments();
        return
            type.IsInterface
            && arguments.Length == proxy.GetGenericArguments().Length
            && proxy.MakeGenericType(arguments) is var closed
            && closed.IsAssignableTo(type)
            ? Construct(closed, reference)
            : null;
    }

    // An object with a name of its own: what its methods fit.
    private static object? MakeOfMethods(Type type, RemoteReference reference)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (
            Array.Find(Table, row => row.Proxy == definition).TypeId is not { } typeId
            || MissingOf(typeId, reference.Server.ExposedOf(reference)).Count > 0
        )
        {
            return null;
        }

        reference.TypeId = typeId;
        return Construct(type, reference);
    }

    /// <summary>CPython's proxy class for a type id.</summary>
    public static PythonGlobal ClassOf(string typeId) =>
        new(Module, Array.Find(Table, row => row.TypeId == typeId).Python ?? "AutoProxy");

    /// <summary>Whether a type id is one of a standard type.</summary>
    public static bool IsStandard(string typeId) => Array.Exists(Table, row => row.TypeId == typeId);

    /// <summary>Whether an object of one standard type can be used through the proxies of another.</summary>
    public static bool IsUsableAs(string typeId, string other) => Family(typeId) == Family(other);

    /// <summary>Of the methods that the proxies of a standard type call, those that an object does not have.</summary>
    public static IReadOnlyList<string> MissingOf(string typeId, IReadOnlyList<string> exposed) =>
        [.. Array.Find(Table, row => row.TypeId == typeId).Methods.Split(' ').Except(exposed)];

    /// <summary>How CPython's server shares an object with the methods that the proxies call.</summary>
    public static string AdviceOn(string typeId) =>
        ClassOf(typeId).Name is var name and not "AutoProxy" ? $" In CPython, register it with proxytype={name}." : "";

    // Every queue has task_done and join.
    private static Type? Family(string typeId) =>
        Array.Find(Table, row => row.TypeId == (typeId == "JoinableQueue" ? "Queue" : typeId)).Proxy;

    private static object Construct(Type type, RemoteReference reference) =>
        type.IsAssignableTo(typeof(IInterfaceProxy))
            ? type.GetMethod(nameof(InterfaceProxy<>.Make), BindingFlags.Static | BindingFlags.NonPublic)!
                .Invoke(null, [reference])!
            : Activator.CreateInstance(
                type,
                BindingFlags.Instance | BindingFlags.NonPublic,
                binder: null,
                [reference],
                culture: null
            )!;
}
