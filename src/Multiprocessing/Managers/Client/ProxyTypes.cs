using System.Reflection;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// The proxy classes of each type id: in .NET, and in CPython, whose classes a pickled proxy names.
/// </summary>
internal static class ProxyTypes
{
    private const string Module = "multiprocessing.managers";

    private static readonly (string TypeId, string Python, Type Proxy)[] Table =
    [
        ("list", "ListProxy", typeof(ListProxy<>)),
        ("dict", "DictProxy", typeof(DictionaryProxy<,>)),
        ("set", "AutoProxy", typeof(SetProxy<>)),
        ("Value", "ValueProxy", typeof(ValueProxy<>)),
        ("Array", "ArrayProxy", typeof(ArrayProxy<>)),
        ("Namespace", "NamespaceProxy", typeof(NamespaceProxy)),
        ("Queue", "AutoProxy", typeof(QueueProxy<>)),
        ("JoinableQueue", "AutoProxy", typeof(JoinableQueueProxy<>)),
        ("Event", "EventProxy", typeof(EventProxy)),
        ("Lock", "AcquirerProxy", typeof(LockProxy)),
        ("RLock", "AcquirerProxy", typeof(RLockProxy)),
        ("Semaphore", "AcquirerProxy", typeof(SemaphoreProxy)),
        ("BoundedSemaphore", "AcquirerProxy", typeof(SemaphoreProxy)),
        ("Condition", "ConditionProxy", typeof(ConditionProxy)),
        ("Barrier", "BarrierProxy", typeof(BarrierProxy)),
        ("Iterator", "IteratorProxy", typeof(IteratorProxy<>)),
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
            return type.IsInterface ? Construct(typeof(InterfaceProxy<>).MakeGenericType(type), reference) : null;
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

    /// <summary>CPython's proxy class for a type id.</summary>
    public static PythonGlobal ClassOf(string typeId) =>
        new(Module, Array.Find(Table, row => row.TypeId == typeId).Python ?? "AutoProxy");

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
